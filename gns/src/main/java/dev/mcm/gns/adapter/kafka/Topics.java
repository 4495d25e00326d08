package dev.mcm.gns.adapter.kafka;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

/// Makes the topics that GNS writes, and refuses those that are set up otherwise: one partition (order) and compacted (the last event of every
/// key stays).
final class Topics {
    private static final int LIMIT_SECONDS = 20;

    private final Admin admin;
    private final short replicationFactor;

    Topics(Admin admin, short replicationFactor) {
        this.admin = admin;
        this.replicationFactor = replicationFactor;
    }

    /// @param settings for topics that are missing, beside `cleanup.policy`
    void ensure(Collection<String> names, Map<String, String> settings) throws InterruptedException {
        Set<String> missing = new TreeSet<>(names);
        missing.removeAll(get("list topics", admin.listTopics().names()));
        create(missing, settings);
        check(names);
    }

    private void create(Set<String> names, Map<String, String> settings) throws InterruptedException {
        var created =
                admin.createTopics(names.stream().map(name -> topic(name, settings)).toList()).values();
        for (var topic : created.entrySet()) {
            try {
                topic.getValue().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof TopicExistsException)) {
                    throw new IllegalStateException("cannot create topic " + topic.getKey(), e.getCause());
                }
            } catch (TimeoutException e) {
                throw new IllegalStateException("cannot create topic " + topic.getKey() + " within " + LIMIT_SECONDS + " s", e);
            }
        }
    }

    private NewTopic topic(String name, Map<String, String> settings) {
        NewTopic topic = new NewTopic(name, Optional.of(1), Optional.of(replicationFactor).filter(factor -> factor > 0));
        Map<String, String> configs = new java.util.HashMap<>(settings);
        configs.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        return topic.configs(configs);
    }

    private void check(Collection<String> names) throws InterruptedException {
        List<ConfigResource> resources =
                names.stream().map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name)).toList();
        Map<ConfigResource, Config> configs = get("read topic settings", admin.describeConfigs(resources).all());
        configs.forEach(
                (topic, config) -> {
                    String policy = config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value();
                    if (!policy.equals(TopicConfig.CLEANUP_POLICY_COMPACT)) {
                        throw new IllegalStateException("cleanup.policy of topic " + topic.name() + " is '" + policy + "' (expected: compact)");
                    }
                });
        Map<String, TopicDescription> topics = get("describe topics", admin.describeTopics(names).allTopicNames());
        topics.forEach(
                (name, topic) -> {
                    if (topic.partitions().size() != 1) {
                        throw new IllegalStateException("topic " + name + " has " + topic.partitions().size() + " partitions (expected: 1)");
                    }
                });
    }

    private static <T> T get(String what, KafkaFuture<T> future) throws InterruptedException {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot " + what, e.getCause());
        } catch (TimeoutException e) {
            throw new IllegalStateException("cannot " + what + " within " + LIMIT_SECONDS + " s", e);
        }
    }
}
