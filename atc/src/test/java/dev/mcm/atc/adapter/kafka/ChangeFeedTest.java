package dev.mcm.atc.adapter.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mcm.atc.core.watch.Owner;
import dev.mcm.atc.port.ChangeListener;
import dev.mcm.atc.port.RowChange;
import dev.mcm.event.v1.ChangeEvent;
import dev.mcm.event.v1.Column;
import dev.mcm.event.v1.Op;
import dev.mcm.shared.feed.RowFeed;
import dev.mcm.shared.id.ModelId;
import dev.mcm.shared.id.OrganizationId;
import dev.mcm.shared.kafka.TailBatch;
import dev.mcm.shared.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

final class ChangeFeedTest {
    private static final String ID = "d-aaaaaaaaaa";

    private final List<RowChange> heard = new ArrayList<>();
    private int resyncs;
    private final RowFeed feed =
            ChangeFeed.of(
                    List.of(
                            new ChangeListener() {
                                @Override
                                public void onChange(RowChange change) {
                                    heard.add(change);
                                }

                                @Override
                                public void onResync() {
                                    resyncs++;
                                }
                            }));

    @Test
    void whereChangesMayHavePassedUnheardTheListenersAreTold() throws Exception {
        feed.begins(Set.of("mcm.db.deployments"));
        handle(event(Table.DEPLOYMENTS, Op.OP_UPDATE));
        handle(event(Table.DEPLOYMENTS, Op.OP_UPDATE).setEpoch(2));
        assertThat(resyncs).isEqualTo(3);
    }

    @Test
    void aDeploymentsRowSaysWhoseItIs() throws Exception {
        handle(
                event(Table.DEPLOYMENTS, Op.OP_UPDATE)
                        .addAfter(column("id", ID))
                        .addAfter(column("organization_id", "acme"))
                        .addAfter(column("model_id", "m-bbbbbbbbbb"))
                        .addAfter(column("name", "chat")));

        assertThat(heard)
                .singleElement()
                .satisfies(change -> {
                    assertThat(change.key()).containsExactly(ID);
                    assertThat(change.deleted()).isFalse();
                    assertThat(change.owner())
                            .isEqualTo(
                                    new Owner(
                                            new OrganizationId("acme"),
                                            new ModelId("m-bbbbbbbbbb")));
                });
    }

    @Test
    void aDeletionSaysOnlyThatTheRowIsGone() throws Exception {
        handle(event(Table.DEPLOYMENTS, Op.OP_DELETE));
        handle(
                event(Table.SCALE_TARGETS, Op.OP_INSERT)
                        .addAfter(column("deployment_id", ID))
                        .addAfter(column("organization_id", "acme"))
                        .addAfter(column("model_id", "m-bbbbbbbbbb")));

        assertThat(heard).extracting(RowChange::deleted).containsExactly(true, false);
        assertThat(heard).extracting(RowChange::owner).containsOnlyNulls();
    }

    private void handle(ChangeEvent.Builder event) throws Exception {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(
                        "mcm.db." + event.getTable(),
                        0,
                        0,
                        new byte[0],
                        event.build().toByteArray());
        feed.handle(new TailBatch(List.of(record), Map.of()));
    }

    private static ChangeEvent.Builder event(Table table, Op op) {
        return ChangeEvent.newBuilder()
                .setEpoch(1)
                .setEndLsn(7)
                .setTable(table.text())
                .setOp(op)
                .addKey(column(table.key().getFirst(), ID));
    }

    private static Column column(String name, String value) {
        return Column.newBuilder().setName(name).setStringValue(value).build();
    }
}
