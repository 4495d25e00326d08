package dev.mcm.testkit.kafka;

import dev.mcm.shared.time.Waiting;
import dev.mcm.testkit.server.Containers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/// A broker that does not belong to this JVM's process tree: a container, or one that runs already.
public final class RemoteKafkaBroker implements KafkaBroker {
    private static final Duration GONE = Duration.ofSeconds(60);
    private static final String OURS = "mcm.";

    private final String bootstrap;
    private final Runnable giveUp;

    private RemoteKafkaBroker(String bootstrap, Runnable giveUp) {
        this.bootstrap = bootstrap;
        this.giveUp = giveUp;
    }

    /// A new container with the settings of the embedded broker, removed on close.
    static RemoteKafkaBroker container(String image, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(BrokerSettings.DEFAULTS);
        all.putAll(settings);
        Containers.Running running = Containers.kafka(image, all);
        return new RemoteKafkaBroker(running.host() + ":" + running.port(), running::close);
    }

    /// A broker that runs already, without any topic of MCM.
    static RemoteKafkaBroker at(String bootstrap) {
        try (Admin admin =
                Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap))) {
            admin.deleteTopics(topics(admin)).all().get();
            Waiting.until(
                    "the topics " + OURS + "* to be gone", GONE, () -> topics(admin).isEmpty());
            return new RemoteKafkaBroker(bootstrap, () -> {});
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot empty the broker " + bootstrap, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while emptying " + bootstrap, e);
        }
    }

    private static List<String> topics(Admin admin) {
        try {
            return admin.listTopics().names().get().stream()
                    .filter(name -> name.startsWith(OURS))
                    .toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    @Override
    public String bootstrap() {
        return bootstrap;
    }

    @Override
    public void close() {
        giveUp.run();
    }
}
