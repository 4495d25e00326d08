package dev.mcm.it.planted.gsm;

import java.time.Clock;
import java.time.Instant;
import java.util.Random;

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
}
