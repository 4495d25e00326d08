package dev.mcm.shared.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.StatusException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Maps what a service throws, or gives to `onError`, with [StatusMapping]. Calls are closed at
/// most once.
final class ErrorInterceptor implements ServerInterceptor {
    private final StatusMapping mapping;

    ErrorInterceptor(StatusMapping mapping) {
        this.mapping = mapping;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        MappedCall<Q, A> mapped = new MappedCall<>(call, mapping);
        try {
            return new GuardedListener<>(next.startCall(mapped, headers), mapped);
        } catch (RuntimeException e) {
            mapped.fail(e);
            return new ServerCall.Listener<>() {};
        }
    }

    private static final class MappedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final StatusMapping mapping;
        private final AtomicBoolean closed = new AtomicBoolean();

        MappedCall(ServerCall<Q, A> delegate, StatusMapping mapping) {
            super(delegate);
            this.mapping = mapping;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            @Nullable Throwable cause = status.getCause();
            if (status.getCode() == Status.Code.UNKNOWN && cause != null) {
                fail(cause);
            } else {
                closeOnce(status, trailers);
            }
        }

        void fail(Throwable error) {
            StatusException status = mapping.toStatus(error);
            @Nullable Metadata trailers = status.getTrailers();
            closeOnce(status.getStatus(), trailers == null ? new Metadata() : trailers);
        }

        private void closeOnce(Status status, Metadata trailers) {
            if (closed.compareAndSet(false, true)) {
                super.close(status, trailers);
            }
        }
    }

    private static final class GuardedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final MappedCall<Q, ?> call;

        GuardedListener(ServerCall.Listener<Q> delegate, MappedCall<Q, ?> call) {
            super(delegate);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guarded(() -> super.onMessage(message));
        }

        @Override
        public void onHalfClose() {
            guarded(super::onHalfClose);
        }

        @Override
        public void onReady() {
            guarded(super::onReady);
        }

        private void guarded(Runnable event) {
            try {
                event.run();
            } catch (RuntimeException e) {
                call.fail(e);
            }
        }
    }
}
