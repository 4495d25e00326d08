package dev.mcm.atc.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class PlaneGateTest {
    private final PlaneGate gate = new PlaneGate();
    private final AtomicInteger opened = new AtomicInteger();

    PlaneGateTest() {
        gate.onOpened(opened::incrementAndGet);
    }

    @Test
    void itIsClosedUntilAProbeIsAnsweredAndTellsOncePerOpening() {
        assertThat(gate.isOpen()).isFalse();

        gate.open();
        gate.open();
        assertThat(opened).hasValue(1);

        gate.close();
        gate.open();
        assertThat(opened).hasValue(2);
    }

    @Test
    void nothingIsPrunedWhileItIsClosedOrThePlaneIsNotCertain() {
        assertThat(gate.mayPrune()).isFalse();
        gate.open();
        assertThat(gate.mayPrune()).isTrue();

        gate.mayPrune(false);
        assertThat(gate.mayPrune()).isFalse();
        assertThat(gate.isOpen()).isTrue();

        gate.mayPrune(true);
        gate.close();
        assertThat(gate.mayPrune()).isFalse();
    }
}
