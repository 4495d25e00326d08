package dev.mcm.gns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.testkit.kafka.KafkaOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The broker refuses at once what it else refuses after 100 ms.
final class GnsBurstIT {
    private static final int CREATIONS = 500;

    private final GnsStack stack =
            new GnsStack(
                    KafkaOptions.temporary()
                            .withSetting("add.partitions.to.txn.retry.backoff.max.ms", "0"));

    @AfterEach
    void close() {
        stack.close();
    }

    @Test
    void manyCreationsAtOnceArePublishedWithoutARecordThatKafkaRefuses() throws Exception {
        GnsStack.Instance gns = stack.startStreaming();
        try (ChangeTail tail =
                new ChangeTail(
                        stack.kafka.bootstrap(), CreationBurst.TABLES.toArray(String[]::new))) {
            new CreationBurst(stack.control()).write(CREATIONS);
            tail.awaitCount(CREATIONS * CreationBurst.EVENTS);
            assertThat(tail.events())
                    .extracting(ChangeEvent::getEndLsn, ChangeEvent::getIndex)
                    .doesNotHaveDuplicates()
                    .hasSize(CREATIONS * CreationBurst.EVENTS);
        }
        assertThat(gns.metric("mcm_gns_events_total")).isEqualTo(CREATIONS * CreationBurst.EVENTS);
        assertThat(gns.process().log())
                .content()
                .doesNotContain("CONCURRENT_TRANSACTIONS")
                .doesNotContain("OUT_OF_ORDER_SEQUENCE_NUMBER");
    }
}
