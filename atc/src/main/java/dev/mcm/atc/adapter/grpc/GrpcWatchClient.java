package dev.mcm.atc.adapter.grpc;

import dev.mcm.atc.port.WatchClient;
import dev.mcm.atc.v1.WatchDeploymentsResponse;
import io.grpc.stub.ServerCallStreamObserver;

/// [WatchClient] at the other end of a gRPC stream.
///
/// @param observer takes listeners only until the method that got it returns
record GrpcWatchClient(ServerCallStreamObserver<WatchDeploymentsResponse> observer)
        implements WatchClient {
    @Override
    public boolean isReady() {
        return observer.isReady();
    }

    @Override
    public void send(WatchDeploymentsResponse response) {
        observer.onNext(response);
    }

    @Override
    public void fail(RuntimeException why) {
        observer.onError(why);
    }

    @Override
    public void onReady(Runnable listener) {
        observer.setOnReadyHandler(listener);
    }

    @Override
    public void onCancel(Runnable listener) {
        observer.setOnCancelHandler(listener);
    }
}
