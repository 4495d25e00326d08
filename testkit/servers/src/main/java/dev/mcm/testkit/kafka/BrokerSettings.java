package dev.mcm.testkit.kafka;

import java.util.Map;

/// Broker settings for one node on one machine: one replica of everything, few threads, small
/// files. A killed broker may register again only when its old session has ended, so the session is
/// short.
final class BrokerSettings {
    static final Map<String, String> DEFAULTS =
            Map.ofEntries(
                    Map.entry("auto.create.topics.enable", "false"),
                    Map.entry("default.replication.factor", "1"),
                    Map.entry("min.insync.replicas", "1"),
                    Map.entry("offsets.topic.replication.factor", "1"),
                    Map.entry("offsets.topic.num.partitions", "4"),
                    Map.entry("offsets.topic.segment.bytes", "4194304"),
                    Map.entry("transaction.state.log.replication.factor", "1"),
                    Map.entry("transaction.state.log.min.isr", "1"),
                    Map.entry("transaction.state.log.num.partitions", "4"),
                    Map.entry("transaction.state.log.segment.bytes", "4194304"),
                    Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                    Map.entry("share.coordinator.state.topic.min.isr", "1"),
                    Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                    Map.entry("group.initial.rebalance.delay.ms", "0"),
                    Map.entry("num.network.threads", "1"),
                    Map.entry("num.io.threads", "2"),
                    Map.entry("background.threads", "1"),
                    Map.entry("num.recovery.threads.per.data.dir", "1"),
                    Map.entry("num.replica.fetchers", "1"),
                    Map.entry("log.segment.bytes", "16777216"),
                    Map.entry("log.index.size.max.bytes", "262144"),
                    Map.entry("log.cleaner.dedupe.buffer.size", "8388608"),
                    Map.entry("log.cleaner.io.buffer.size", "131072"),
                    Map.entry("log.initial.task.delay.ms", "1000"),
                    Map.entry("metadata.log.segment.bytes", "8388608"),
                    Map.entry("metadata.max.idle.interval.ms", "5000"),
                    Map.entry("broker.heartbeat.interval.ms", "500"),
                    Map.entry("broker.session.timeout.ms", "4000"),
                    Map.entry("controller.quorum.request.timeout.ms", "1000"),
                    Map.entry("initial.broker.registration.timeout.ms", "20000"));

    private BrokerSettings() {}
}
