package dev.mcm.it.planted.gsm;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;

/// Violates: time comes from one place. One method per forbidden call.
public final class ReadsTheClock {
    public Instant now() {
        return Instant.now();
    }

    public Clock clock() {
        return Clock.systemUTC();
    }

    public long millis() {
        return System.currentTimeMillis();
    }

    public void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    public double mathRandom() {
        return Math.random();
    }

    public Random unseeded() {
        return new Random();
    }

    public SplittableRandom unseededSplittable() {
        return new SplittableRandom();
    }

    public Random ofThread() {
        return ThreadLocalRandom.current();
    }

    /// No violation.
    public Random seeded() {
        return new Random(1);
    }
}
