package dev.mcm.atc.adapter.postgres;

import dev.mcm.atc.port.AnswerTable;
import dev.mcm.state.Tx;
import dev.mcm.state.request.ApiRequest;
import dev.mcm.state.request.ApiRequestStore;
import java.util.Optional;

/// [AnswerTable] on Postgres.
record PostgresAnswerTable(Tx tx) implements AnswerTable {
    private static final ApiRequestStore ANSWERS = new ApiRequestStore();

    @Override
    public Optional<ApiRequest> lockAndFind(ApiRequest.Key key) {
        return ANSWERS.lockAndFind(tx, key);
    }

    @Override
    public void insert(ApiRequest answer) {
        ANSWERS.insert(tx, answer);
    }
}
