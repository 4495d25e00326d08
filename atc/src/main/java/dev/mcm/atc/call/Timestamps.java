package dev.mcm.atc.call;

import com.google.protobuf.Timestamp;
import java.time.Instant;

/// Instants as protobuf writes them.
final class Timestamps {
    private Timestamps() {}

    static Timestamp of(Instant instant) {
        return Timestamp.newBuilder()
                .setSeconds(instant.getEpochSecond())
                .setNanos(instant.getNano())
                .build();
    }
}
