// The one list of commands. The build script reads it for the app manifest, `wire.rs` for the handler and the
// TypeScript types; `cargo xtask bindings` then rewrites ui/src/api/bindings.ts and the capability.
macro_rules! every_command {
    ($with:ident) => {
        $with![
            facts::app_facts,
            find::find,
            guests::contact_add,
            guests::contact_remove,
            guests::contact_reveal,
            guests::guest_add,
            guests::guest_card,
            guests::guest_edit,
            guests::preference_add,
            guests::preference_drop,
            guests::promise_add,
            guests::promise_settle,
            history::history_lines,
            history::undo,
            practice::make_practice,
            import::import_apply,
            import::import_list,
            import::import_preview,
            import::import_undo,
            import::stats_read,
            start::cancel_job,
            start::close_hotel,
            start::first_pin,
            start::make_hotel,
            start::open_hotel,
            start::sign_in,
            start::sign_out,
            start::start,
            stays::stay_check_in,
            stays::stay_check_out,
            today::frame,
            today::today,
        ]
    };
}
