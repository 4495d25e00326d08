package dev.mcm.gsm;

import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_DEPLOYMENT;
import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_NODE;
import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_POD;
import static dev.mcm.event.v1.ObjectKind.OBJECT_KIND_RESOURCEQUOTA;
import static dev.mcm.gsm.core.PlaneLogScript.quota;

import dev.mcm.gsm.core.PlaneLogScript;
import dev.mcm.shared.service.RunningService;
import dev.mcm.testkit.kafka.KafkaOptions;
import dev.mcm.type.v1.QuotaLimit;
import dev.mcm.type.v1.QuotaLimits;
import dev.mcm.type.v1.QuotaResource;
import java.util.HexFormat;
import java.util.Map;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Quotas on their way from LSM's records to the control database, with a real broker and a real
/// Postgres.
final class QuotasIT {
    private static final String PLANE = "aws-1";
    private static final String ROWS =
            "SELECT organization_id || ' ' || encode(limits, 'hex') FROM plane_quotas";
    private static GsmStack stack;
    private static Producer<byte[], byte[]> producer;

    private final PlaneLogScript log = new PlaneLogScript(PLANE);
    private final ScriptedTopic script = new ScriptedTopic(producer, PLANE, log);

    @BeforeAll
    static void start() {
        stack = new GsmStack(KafkaOptions.temporary());
        producer = stack.clients().producer("lsm", Map.of());
    }

    @AfterAll
    static void stop() {
        producer.close();
        stack.close();
    }

    @Test
    void whatAQuotaLeavesIsARowThatOutlivesARestartAndEndsWithTheQuota() throws Exception {
        stack.register(PLANE);
        RunningService first = stack.runGsm();
        QuotaLimit gpus = limit(3);
        log.snapshot(OBJECT_KIND_RESOURCEQUOTA, quota("mcm-acme", gpus), quota("other", gpus));
        heartbeat();
        script.send();
        stack.await("mcm", ROWS, row(gpus));

        first.stop();
        stack.runGsm();
        QuotaLimit more = limit(4);
        log.upsert(quota("mcm-acme", more));
        heartbeat();
        script.send();
        stack.await("mcm", ROWS, row(more));

        log.delete(quota("mcm-acme", more));
        heartbeat();
        script.send();
        stack.await("mcm", "SELECT count(*) FROM plane_quotas", "0");
        stack.await("mcm", "SELECT state FROM plane_liveness", "LIVE");
    }

    private void heartbeat() {
        log.heartbeat(
                true,
                OBJECT_KIND_DEPLOYMENT,
                OBJECT_KIND_NODE,
                OBJECT_KIND_POD,
                OBJECT_KIND_RESOURCEQUOTA);
    }

    private static QuotaLimit limit(long used) {
        return QuotaLimit.newBuilder()
                .setResource(QuotaResource.QUOTA_RESOURCE_GPU)
                .setQuota("team")
                .setHard(8)
                .setUsed(used)
                .build();
    }

    private static String row(QuotaLimit limit) {
        byte[] limits = QuotaLimits.newBuilder().addLimits(limit).build().toByteArray();
        return "acme " + HexFormat.of().formatHex(limits);
    }
}
