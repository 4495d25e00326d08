package dev.mcm.testkit.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FreePortsTest {
    @Test
    void portsAreDistinctAndCanBeBound() throws IOException {
        List<Integer> ports = FreePorts.several(50);
        assertThat(ports).doesNotHaveDuplicates().hasSize(50);
        for (int port : ports) {
            try (ServerSocket socket = new ServerSocket()) {
                socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            }
        }
    }

    /// Two JVMs whose process ids put them at the same place.
    @Test
    void whatOneHasHandedOutTheOtherDoesNotHandOutBeforeItIsBound() {
        FreePorts one = new FreePorts(4);
        FreePorts other = new FreePorts(4);
        List<Integer> ports = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            ports.add(one.find());
            ports.add(other.find());
        }
        assertThat(ports).doesNotHaveDuplicates();
    }

    @Test
    void aPortInUseIsPassedOver() throws IOException {
        int taken = FreePorts.one() + 1;
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), taken));
            assertThat(FreePorts.several(5)).doesNotContain(taken);
        }
    }
}
