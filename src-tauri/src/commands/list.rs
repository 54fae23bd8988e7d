// The one list of commands. The build script reads it for the app manifest, `wire.rs` for the handler and the
// TypeScript types; `cargo xtask bindings` then rewrites ui/src/api/bindings.ts and the capability.
macro_rules! every_command {
    ($with:ident) => {
        $with![
            facts::app_facts,
        ]
    };
}
