package dev.mcm.atc.adapter.grpc;

import io.grpc.stub.StreamObserver;

/// Answers of calls with one answer.
final class Unary {
    private Unary() {}

    static <A> void reply(StreamObserver<A> observer, A answer) {
        observer.onNext(answer);
        observer.onCompleted();
    }
}
