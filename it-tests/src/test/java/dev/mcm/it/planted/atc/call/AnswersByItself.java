package dev.mcm.it.planted.atc.call;

import io.grpc.stub.StreamObserver;

/// Violates: calls use ports only.
public final class AnswersByItself {
    public void run(StreamObserver<String> answer) {
        answer.onCompleted();
    }
}
