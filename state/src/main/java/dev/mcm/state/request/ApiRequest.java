package dev.mcm.state.request;

import com.google.protobuf.ByteString;
import dev.mcm.state.Micros;
import java.time.Instant;

/// A row of `api_requests`: an answer already given.
///
/// @param method full name of the gRPC method
/// @param requestHash of the request without its id, to tell a repeated request from another one
///   under the same id
/// @param response the answer's bytes
public record ApiRequest(
        Key key, String method, String requestHash, ByteString response, Instant createdAt) {
    public ApiRequest {
        createdAt = Micros.of(createdAt);
    }

    /// What names a request: who asked, and the key it gave, 1 to 64 characters.
    public record Key(String caller, String requestId) {}
}
