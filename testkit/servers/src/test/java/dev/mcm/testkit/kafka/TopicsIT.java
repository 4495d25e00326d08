package dev.mcm.testkit.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.mcm.shared.config.KafkaConfig;
import dev.mcm.shared.id.PlaneId;
import dev.mcm.shared.kafka.KafkaClients;
import dev.mcm.shared.kafka.TopicMismatchException;
import dev.mcm.shared.kafka.TopicSpec;
import dev.mcm.shared.kafka.TopicSpecs;
import dev.mcm.shared.kafka.Topics;
import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ForwardingAdmin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES)
class TopicsIT {
    private static KafkaBroker broker;
    private static Admin admin;

    @BeforeAll
    static void startBroker() {
        broker = TestKafka.start(KafkaOptions.temporary());
        admin = KafkaClients.of(KafkaConfig.plain(broker.bootstrap()), "topics-it").admin("test");
    }

    @AfterAll
    static void stopBroker() {
        admin.close();
        broker.close();
    }

    @Test
    void topicsAreCreatedWithTheirSettingsAndThenFound() throws Exception {
        PlaneId plane = new PlaneId("created");
        List<TopicSpec> specs =
                List.of(
                        TopicSpecs.changes("model"),
                        TopicSpecs.planeState(plane),
                        TopicSpecs.planeMetrics(plane));

        Topics.ensure(admin, specs, (short) -1);
        Topics.ensure(admin, specs, (short) -1);

        assertThat(admin.listTopics().names().get())
                .contains("mcm.db.model", "mcm.plane.state.created", "mcm.plane.metrics.created");
        assertThat(
                        admin.describeTopics(Set.of("mcm.plane.metrics.created"))
                                .allTopicNames()
                                .get()
                                .get("mcm.plane.metrics.created")
                                .partitions())
                .hasSize(4);
    }

    @Test
    void everyDifferenceIsNamed() throws Exception {
        admin.createTopics(
                        List.of(
                                new NewTopic("mcm.db.wrong", 3, (short) 1),
                                new NewTopic("mcm.plane.metrics.wrong", 4, (short) 1)
                                        .configs(Map.of("retention.ms", "1000"))))
                .all()
                .get();

        assertThatExceptionOfType(TopicMismatchException.class)
                .isThrownBy(() ->
                        Topics.ensure(
                                admin,
                                List.of(
                                        TopicSpecs.changes("wrong"),
                                        TopicSpecs.planeMetrics(new PlaneId("wrong"))),
                                (short) -1))
                .withMessageContaining("mcm.db.wrong has 3 partitions (expected: 1)")
                .withMessageContaining("mcm.db.wrong has cleanup.policy=delete (expected: compact)")
                .withMessageContaining(
                        "mcm.plane.metrics.wrong has retention.ms=1000 (expected: >= 7200000)");
    }

    @Test
    void theyAreKnownToTheBrokerWhenEnsureReturns() throws Exception {
        TopicSpec spec = TopicSpecs.changes("learned-late");
        LateBroker late = new LateBroker(broker.bootstrap(), 5);
        try (late) {
            Topics.ensure(late, List.of(spec), (short) -1);

            assertThat(late.describeTopics(Set.of(spec.name())).allTopicNames().get())
                    .containsKey(spec.name());
        }
    }

    @Test
    void aTopicOfSomebodyElseIsCheckedThoughTheBrokerLearnsOfItLate() throws Exception {
        admin.createTopics(List.of(new NewTopic("mcm.db.late", 3, (short) 1))).all().get();

        try (LateBroker late = new LateBroker(broker.bootstrap(), 5)) {
            assertThatExceptionOfType(TopicMismatchException.class)
                    .isThrownBy(() ->
                            Topics.ensure(late, List.of(TopicSpecs.changes("late")), (short) -1))
                    .withMessageContaining("mcm.db.late has 3 partitions (expected: 1)");
        }
    }

    @Test
    void longerRetentionIsFine() throws Exception {
        TopicSpec spec = TopicSpecs.planeMetrics(new PlaneId("longer"));
        Topics.ensure(admin, List.of(spec), (short) -1);
        admin.incrementalAlterConfigs(
                        Map.of(
                                new ConfigResource(ConfigResource.Type.TOPIC, spec.name()),
                                List.of(
                                        new AlterConfigOp(
                                                new ConfigEntry("retention.ms", "-1"),
                                                AlterConfigOp.OpType.SET))))
                .all()
                .get();

        assertThatCode(() -> Topics.ensure(admin, List.of(spec), (short) -1))
                .doesNotThrowAnyException();
    }

    @Test
    void deletingATopicThatDoesNotExistIsFine() throws Exception {
        TopicSpec spec = TopicSpecs.changes("short-lived");
        Topics.ensure(admin, List.of(spec), (short) -1);

        Topics.delete(admin, List.of(spec.name(), "mcm.db.never-existed"));

        Waiting.until(
                "the broker to learn that the topic is gone",
                Duration.ofSeconds(20),
                () -> !admin.listTopics().names().get().contains(spec.name()));
    }

    /// A broker that says of its topics, the first few times it is asked, that it knows none.
    private static final class LateBroker extends ForwardingAdmin {
        private int denials;

        LateBroker(String bootstrap, int denials) {
            super(Map.of("bootstrap.servers", bootstrap));
            this.denials = denials;
        }

        @Override
        public DescribeTopicsResult describeTopics(
                TopicCollection topics, DescribeTopicsOptions options) {
            return denials-- > 0
                    ? super.describeTopics(
                            TopicCollection.ofTopicNames(List.of("mcm.never-made")), options)
                    : super.describeTopics(topics, options);
        }
    }
}
