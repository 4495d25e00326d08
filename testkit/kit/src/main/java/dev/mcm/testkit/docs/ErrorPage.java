package dev.mcm.testkit.docs;

import dev.mcm.shared.error.ErrorCode;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Markdown of the reference page of all error codes.
public final class ErrorPage {
    private ErrorPage() {}

    public static String markdown() {
        return Arrays.stream(ErrorCode.values())
                .map(code ->
                        "| `" + code + "` | `" + code.kind() + "` | " + code.meaning() + " |\n")
                .collect(Collectors.joining("", HEAD, ""));
    }

    private static final String HEAD =
            """
            # Errors

            Generated from `ErrorCode`; a test fails when this page is stale.

            Every error of the API is a gRPC status with a `google.rpc.ErrorInfo` (domain `mcm.dev`, reason = the code below) and, where it applies,
            `BadRequest`, `PreconditionFailure`, `ResourceInfo` or `RetryInfo`.

            | code | gRPC status | meaning |
            |---|---|---|
            """;
}
