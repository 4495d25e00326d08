package dev.mcm.atc.loop;

import dev.mcm.shared.time.TimeSource;
import java.time.Duration;

/// When a pusher does what it does without being woken.
public record PusherTiming(TimeSource time, Duration probeInterval, Duration resyncInterval) {}
