package dev.mcm.atc.call;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import dev.mcm.atc.core.spec.ContentHash;
import dev.mcm.atc.port.AnswerTable;
import dev.mcm.shared.access.Caller;
import dev.mcm.shared.error.McmException;
import dev.mcm.state.request.ApiRequest;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/// Answers a repeated request with what was answered before. What a request changes and its answer
/// are kept in one transaction.
final class Answers {
    private final InstantSource clock;

    Answers(InstantSource clock) {
        this.clock = clock;
    }

    /// A request that may be repeated.
    ///
    /// @param id empty = it may not
    /// @param method full name of the method, `package.Service/Method`
    record Repeatable(Caller caller, String id, String method, Message request) {}

    /// Runs `work`, or answers what it answered when it ran for the same request.
    ///
    /// @throws McmException REQUEST_ID_REUSED when the id came with another request
    <A extends Message> A once(
            AnswerTable table, Repeatable request, Parser<A> parser, Supplier<A> work) {
        if (request.id().isEmpty()) {
            return work.get();
        }
        ApiRequest.Key key = new ApiRequest.Key(asker(request.caller()), request.id());
        String hash = ContentHash.of(request.request());
        Optional<ApiRequest> answered = table.lockAndFind(key);
        if (answered.isPresent()) {
            return repeated(request, hash, answered.get(), parser);
        }
        A answer = work.get();
        table.insert(
                new ApiRequest(
                        key, request.method(), hash, answer.toByteString(), clock.instant()));
        return answer;
    }

    /// Two organisations may have a caller of the same name. Names have no blanks.
    private static String asker(Caller caller) {
        return caller.organization() == null
                ? caller.name()
                : caller.name() + " " + caller.organization();
    }

    private static <A extends Message> A repeated(
            Repeatable request, String hash, ApiRequest answered, Parser<A> parser) {
        if (!answered.method().equals(request.method()) || !answered.requestHash().equals(hash)) {
            throw McmException.requestIdReused(request.id());
        }
        try {
            return parser.parseFrom(answered.response());
        } catch (InvalidProtocolBufferException e) {
            throw McmException.internal(
                    "the answer kept for request " + request.id() + " cannot be read", e);
        }
    }
}
