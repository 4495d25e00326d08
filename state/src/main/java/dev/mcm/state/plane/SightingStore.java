package dev.mcm.state.plane;

import dev.mcm.shared.id.PlaneId;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/// When the witnesses of the planes looked last. One table for each witness, written by it alone,
/// all its planes in one statement every few seconds.
public final class SightingStore {
    /// Several of the times at which witnesses write.
    private static final Duration LONGEST_BREAK = Duration.ofSeconds(15);

    private final String read;
    private final String write;

    private SightingStore(String table) {
        this.read =
                """
                SELECT plane_id, seen_at, unbroken_since, (extract(epoch FROM now() - seen_at) * 1000)::bigint AS age_millis
                FROM %s ORDER BY plane_id
                """
                        .formatted(table);
        this.write =
                """
                INSERT INTO %s AS t (plane_id, seen_at, unbroken_since)
                SELECT p.id, now(), now() FROM planes p WHERE p.id = ANY (?) ORDER BY p.id
                ON CONFLICT (plane_id) DO UPDATE SET seen_at = excluded.seen_at,
                    unbroken_since = CASE WHEN excluded.seen_at - t.seen_at > ? * interval '1 millisecond'
                        THEN excluded.seen_at ELSE t.unbroken_since END
                """
                        .formatted(table);
    }

    /// Table `plane_liveness_seen`: GSM, who listens to the planes' LSMs.
    public static SightingStore ofLiveness() {
        return new SightingStore("plane_liveness_seen");
    }

    /// Table `plane_probes_seen`: ATC, who probes the planes' APIs.
    public static SightingStore ofProbes() {
        return new SightingStore("plane_probes_seen");
    }

    /// All, in order of plane.
    public List<Sighting> all(Tx tx) {
        return Statements.query(
                tx,
                read,
                row ->
                        new Sighting(
                                new PlaneId(row.getString("plane_id")),
                                Statements.instant(row, "seen_at"),
                                Statements.instant(row, "unbroken_since"),
                                Duration.ofMillis(row.getLong("age_millis"))));
    }

    /// The witness looks at these planes now; one at which it has not looked for 15 s it looks at
    /// anew. Planes that do not exist are left out.
    public void write(Tx tx, Collection<PlaneId> planes) {
        write(tx, planes, LONGEST_BREAK);
    }

    void write(Tx tx, Collection<PlaneId> planes, Duration longestBreak) {
        if (!planes.isEmpty()) {
            Statements.update(tx, write, Statements.keys(planes), longestBreak.toMillis());
        }
    }
}
