package dev.mcm.state.request;

import dev.mcm.state.Micros;
import dev.mcm.state.Tx;
import dev.mcm.state.sql.Statements;
import java.time.Instant;
import java.util.Optional;

/// Table `api_requests`.
public final class ApiRequestStore {
    private static final String LOCK =
            "SELECT 1 FROM pg_advisory_xact_lock(hashtextextended(? || chr(31) || ?, 0))";
    private static final String PURGE =
            """
            DELETE FROM api_requests WHERE (caller, request_id) IN
                (SELECT caller, request_id FROM api_requests WHERE created_at < ? ORDER BY created_at LIMIT ?)
            """;

    /// Waits until no other transaction works on the same request, keeps others from it until this
    /// one ends, and returns the answer if one has been given: of two calls at the same time, the
    /// second finds the first one's answer.
    public Optional<ApiRequest> lockAndFind(Tx tx, ApiRequest.Key key) {
        Statements.query(tx, LOCK, row -> row.getInt(1), key.caller(), key.requestId());
        return find(tx, key);
    }

    public Optional<ApiRequest> find(Tx tx, ApiRequest.Key key) {
        return rows(tx).find(key.caller(), key.requestId()).map(ApiRequestEntity::toRow);
    }

    /// ALREADY_EXISTS when an answer has been given.
    public void insert(Tx tx, ApiRequest row) {
        rows(tx).insert(new ApiRequestEntity(row));
    }

    /// Forgets the oldest answers given before a moment.
    ///
    /// @param limit most rows to remove at a time
    /// @return number of rows removed
    public int purge(Tx tx, Instant before, int limit) {
        return Statements.update(tx, PURGE, Micros.parameter(before), limit);
    }

    private static ApiRequestRepository rows(Tx tx) {
        return new ApiRequestRepository_(tx.session());
    }
}
