package dev.mcm.atc.port;

import dev.mcm.state.request.ApiRequest;
import java.util.Optional;

/// Answers to requests that may be repeated.
public interface AnswerTable {
    /// The answer that was given, if any. Until the transaction ends nobody else works on the same
    /// request: of two calls at the same time, the second finds the first one's answer.
    Optional<ApiRequest> lockAndFind(ApiRequest.Key key);

    void insert(ApiRequest answer);
}
