/// gRPC server and client: errors, callers, deadlines, metrics, TLS.
@NullMarked
package dev.mcm.shared.grpc;

import org.jspecify.annotations.NullMarked;
