package dev.mcm.shared.grpc;

import io.grpc.Context;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;

/// A call that two threads may close: the first one wins, and what the service still sends
/// afterwards is dropped.
final class OnceCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final Context.CancellableContext context;
    private boolean closed;

    OnceCall(ServerCall<Q, A> delegate, Context.CancellableContext context) {
        super(delegate);
        this.context = context;
    }

    @Override
    public synchronized void sendHeaders(Metadata headers) {
        if (!closed) {
            super.sendHeaders(headers);
        }
    }

    @Override
    public synchronized void sendMessage(A message) {
        if (!closed) {
            super.sendMessage(message);
        }
    }

    @Override
    public void close(Status status, Metadata trailers) {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            super.close(status, trailers);
        }
        context.cancel(null);
    }
}
