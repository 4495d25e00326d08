package dev.mcm.gns.loop;

import dev.mcm.gns.core.GenerationReason;
import dev.mcm.gns.core.NotifierState;
import dev.mcm.gns.core.SlotName;
import dev.mcm.gns.core.SlotObservation;
import dev.mcm.gns.port.NotifierMeters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

final class RecordingMeters implements NotifierMeters {
    final List<GenerationReason> generations = new ArrayList<>();
    NotifierState state = NotifierState.STARTING;
    int published;
    int skipped;
    int heartbeats;
    int restarts;

    @Override
    public void state(NotifierState now) {
        state = now;
    }

    @Override
    public void observed(SlotObservation seen, SlotName slot) {}

    @Override
    public void published(int events, Duration took) {
        published += events;
    }

    @Override
    public void skipped(int transactions) {
        skipped += transactions;
    }

    @Override
    public void heartbeat() {
        heartbeats++;
    }

    @Override
    public void generation(GenerationReason reason) {
        generations.add(reason);
    }

    @Override
    public void restart() {
        restarts++;
    }
}
