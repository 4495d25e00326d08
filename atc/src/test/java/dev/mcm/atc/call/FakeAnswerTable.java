package dev.mcm.atc.call;

import dev.mcm.atc.port.AnswerTable;
import dev.mcm.state.request.ApiRequest;
import java.util.Optional;

/// [AnswerTable] of [FakeControl].
record FakeAnswerTable(FakeTx tx) implements AnswerTable {
    @Override
    public Optional<ApiRequest> lockAndFind(ApiRequest.Key key) {
        tx.lock(key);
        return Optional.ofNullable(tx.rows.answers.get(key));
    }

    @Override
    public void insert(ApiRequest answer) {
        tx.requireLocked(answer.key());
        FakeTx.requireAbsent(
                tx.rows.answers.putIfAbsent(answer.key(), answer) == null, "request", answer.key());
    }
}
