SELECT h.seq, h.at_ms, h.user_id, h.op, h.about, d.name, c.kind, i.body
FROM history h INDEXED BY history_reads
LEFT JOIN guest_details d ON d.guest_id = h.about
LEFT JOIN guest_contacts c ON c.id = h.record
LEFT JOIN images i ON i.seq = h.seq AND i.side = 'after'
WHERE h.op IN ('reveal_contact', 'copy_guest', 'export_guest_list', 'export_member_list', 'copy_attachment', 'print_evidence')
  AND h.op IN (SELECT value FROM json_each(?6))
  AND (?1 IS NULL OR h.user_id = ?1) AND (?2 IS NULL OR h.about = ?2)
  AND (?3 IS NULL OR h.business_date >= ?3) AND (?4 IS NULL OR h.business_date <= ?4)
ORDER BY h.seq DESC LIMIT ?5
