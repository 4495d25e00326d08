package dev.mcm.atc.loop;

import dev.mcm.atc.core.plane.RemovalPolicy;
import dev.mcm.shared.time.TimeSource;
import java.time.Duration;

/// When a pusher does what it does without being woken, and how much goes without being asked for.
public record PusherSettings(
        TimeSource time, Duration probeInterval, Duration resyncInterval, RemovalPolicy removals) {}
