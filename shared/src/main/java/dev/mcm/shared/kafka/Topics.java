package dev.mcm.shared.kafka;

import dev.mcm.shared.time.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/// Creates topics, and checks those that exist.
public final class Topics {
    /// How long a broker may take to learn of a topic that Kafka's controller has made.
    private static final Duration LEARNED = Duration.ofSeconds(20);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

    private Topics() {}

    /// Creates the topics that do not exist and checks the settings of those that do. Callable by
    /// several processes at once. When it returns, the broker that answers `admin` knows them all:
    /// Kafka answers a creation a moment before its brokers do.
    ///
    /// @throws TopicMismatchException when an existing topic has other settings or another number
    ///   of partitions
    /// @throws KafkaException when Kafka does not answer or refuses
    public static void ensure(Admin admin, Collection<TopicSpec> specs, short replicationFactor)
            throws InterruptedException {
        Map<String, TopicSpec> wanted =
                specs.stream().collect(Collectors.toMap(TopicSpec::name, Function.identity()));
        Map<String, TopicDescription> existing = describe(admin, wanted.keySet());
        List<TopicSpec> missing =
                specs.stream().filter(spec -> !existing.containsKey(spec.name())).toList();
        create(admin, missing, replicationFactor);
        existing.putAll(learned(admin, missing.stream().map(TopicSpec::name).toList()));
        verify(admin, wanted, existing);
    }

    /// Deletes topics; those that do not exist are fine.
    public static void delete(Admin admin, Collection<String> names) throws InterruptedException {
        for (KafkaFuture<Void> deletion : admin.deleteTopics(names).topicNameValues().values()) {
            get(deletion, UnknownTopicOrPartitionException.class);
        }
    }

    private static Map<String, TopicDescription> describe(Admin admin, Collection<String> names)
            throws InterruptedException {
        Map<String, TopicDescription> found = new HashMap<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic :
                admin.describeTopics(names).topicNameValues().entrySet()) {
            get(topic.getValue(), UnknownTopicOrPartitionException.class)
                    .ifPresent(description -> found.put(topic.getKey(), description));
        }
        return found;
    }

    /// Topics that somebody else creates meanwhile are fine.
    private static void create(Admin admin, List<TopicSpec> specs, short replicationFactor)
            throws InterruptedException {
        List<NewTopic> topics =
                specs.stream().map(spec -> newTopic(spec, replicationFactor)).toList();
        for (KafkaFuture<Void> creation : admin.createTopics(topics).values().values()) {
            get(creation, TopicExistsException.class);
        }
    }

    private static Map<String, TopicDescription> learned(Admin admin, List<String> names)
            throws InterruptedException {
        long deadline = System.nanoTime() + LEARNED.toNanos();
        while (true) {
            Map<String, TopicDescription> found = describe(admin, names);
            if (found.keySet().containsAll(names)) {
                return found;
            }
            if (System.nanoTime() - deadline >= 0) {
                throw new KafkaException(
                        "the topics "
                                + names.stream().filter(name -> !found.containsKey(name)).toList()
                                + " are created, but the broker does not know them after "
                                + LEARNED);
            }
            Waiting.pause(LOOK_AGAIN);
        }
    }

    private static NewTopic newTopic(TopicSpec spec, short replicationFactor) {
        Map<String, String> settings =
                spec.settings().stream()
                        .collect(Collectors.toMap(TopicSetting::name, TopicSetting::value));
        return new NewTopic(spec.name(), spec.partitions(), replicationFactor).configs(settings);
    }

    private static void verify(
            Admin admin, Map<String, TopicSpec> wanted, Map<String, TopicDescription> existing)
            throws InterruptedException {
        List<String> differences = new ArrayList<>();
        Map<String, Config> configs = configs(admin, existing.keySet());
        existing.forEach((name, description) -> {
            TopicSpec spec = wanted.get(name);
            Config config = configs.get(name);
            if (spec != null && config != null) {
                differences.addAll(differences(spec, description, config));
            }
        });
        if (!differences.isEmpty()) {
            throw new TopicMismatchException(differences.stream().sorted().toList());
        }
    }

    private static Map<String, Config> configs(Admin admin, Collection<String> names)
            throws InterruptedException {
        List<ConfigResource> resources =
                names.stream()
                        .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                        .toList();
        Map<String, Config> configs = new HashMap<>();
        for (Map.Entry<ConfigResource, KafkaFuture<Config>> config :
                admin.describeConfigs(resources).values().entrySet()) {
            get(config.getValue(), UnknownTopicOrPartitionException.class)
                    .ifPresent(value -> configs.put(config.getKey().name(), value));
        }
        return configs;
    }

    private static List<String> differences(
            TopicSpec spec, TopicDescription description, Config config) {
        List<String> differences = new ArrayList<>();
        int partitions = description.partitions().size();
        if (partitions != spec.partitions()) {
            differences.add(
                    spec.name()
                            + " has "
                            + partitions
                            + " partitions (expected: "
                            + spec.partitions()
                            + ")");
        }
        for (TopicSetting setting : spec.settings()) {
            @Nullable ConfigEntry entry = config.get(setting.name());
            String actual = entry == null ? "" : String.valueOf(entry.value());
            if (!setting.accepts(actual)) {
                differences.add(
                        spec.name()
                                + " has "
                                + setting.name()
                                + "="
                                + actual
                                + " (expected: "
                                + setting.expectation()
                                + ")");
            }
        }
        return differences;
    }

    private static <T> Optional<T> get(
            KafkaFuture<T> future, Class<? extends KafkaException> accepted)
            throws InterruptedException {
        try {
            return Optional.ofNullable(future.get());
        } catch (ExecutionException e) {
            if (accepted.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw e.getCause() instanceof KafkaException known
                    ? known
                    : new KafkaException(e.getCause());
        }
    }
}
