package dev.mcm.testkit.plane.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import dev.mcm.testkit.time.ManualClock;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {

    private static final Author ATC = author("mcm-atc");
    private static final Author OTHER = author("other");

    private static Author author(String manager) {
        return new Author(manager, "apps/v1", "", ManualClock.START);
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) Trees.parse(json.replace('\'', '"'));
    }

    private static ObjectNode apply(ObjectNode live, String configuration, Author author) {
        return ServerSideApply.apply(live, tree(configuration), author, false);
    }

    private static ObjectNode bare(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("metadata");
        return copy;
    }

    @Test
    void whatIsAppliedNoMoreGoes() {
        ObjectNode first = apply(Trees.object(), "{'spec':{'replicas':1,'paused':true}}", ATC);
        ObjectNode second = apply(first, "{'spec':{'replicas':2}}", ATC);
        assertThat(bare(second)).isEqualTo(tree("{'spec':{'replicas':2}}"));
    }

    @Test
    void whatAnotherManagerAlsoAppliesStays() {
        ObjectNode both =
                apply(
                        apply(Trees.object(), "{'spec':{'a':1,'b':1}}", ATC),
                        "{'spec':{'b':1}}",
                        OTHER);
        ObjectNode after = apply(both, "{'spec':{'a':1}}", ATC);
        assertThat(bare(after)).isEqualTo(tree("{'spec':{'a':1,'b':1}}"));
    }

    @Test
    void changingAnothersFieldConflictsUnlessForced() {
        ObjectNode live = apply(Trees.object(), "{'spec':{'replicas':1}}", OTHER);
        assertThatThrownBy(() -> apply(live, "{'spec':{'replicas':2}}", ATC))
                .isInstanceOfSatisfying(
                        StatusException.class, e -> assertThat(e.code()).isEqualTo(409))
                .hasMessage(
                        "Apply failed with 1 conflict: conflict with \"other\" using apps/v1:"
                                + " .spec.replicas");
        ObjectNode forced = ServerSideApply.apply(live, tree("{'spec':{'replicas':2}}"), ATC, true);
        assertThat(forced.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(forced.at("/metadata/managedFields")).hasSize(1);
    }

    @Test
    void keyedListsMergeByTheirKey() {
        ObjectNode live =
                apply(
                        Trees.object(),
                        "{'spec':{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'}]}]}}",
                        OTHER);
        ObjectNode merged =
                apply(
                        live,
                        "{'spec':{'containers':[{'name':'a','env':[{'name':'Y','value':'2'}]},{'name':'b','image':'2'}]}}",
                        ATC);
        assertThat(bare(merged))
                .isEqualTo(
                        tree(
                                "{'spec':{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'},{'name':'Y','value':'2'}]},{'name':'b','image':'2'}]}}"));
        ObjectNode without = apply(merged, "{'spec':{'containers':[{'name':'a'}]}}", ATC);
        assertThat(bare(without)).isEqualTo(bare(live));
    }

    @Test
    void portsWithoutProtocolAreTcp() {
        ObjectNode live =
                apply(
                        Trees.object(),
                        "{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80}]}]}}",
                        ATC);
        ObjectNode again =
                apply(
                        live,
                        "{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'protocol':'TCP'}]}]}}",
                        ATC);
        assertThat(again.at("/spec/containers/0/ports")).hasSize(1);
    }

    @Test
    void atomicListsAndMapsAreReplacedWhole() {
        ObjectNode live =
                apply(
                        Trees.object(),
                        "{'spec':{'nodeSelector':{'a':'1'},'containers':[{'name':'a','args':['x','y']}]}}",
                        ATC);
        ObjectNode after =
                apply(
                        live,
                        "{'spec':{'nodeSelector':{'b':'1'},'containers':[{'name':'a','args':['z']}]}}",
                        ATC);
        assertThat(bare(after))
                .isEqualTo(
                        tree(
                                "{'spec':{'nodeSelector':{'b':'1'},'containers':[{'name':'a','args':['z']}]}}"));
    }

    @Test
    void theSameConfigurationAgainChangesNothing() {
        String configuration =
                "{'metadata':{'labels':{'a':'b'}},'spec':{'replicas':1,'template':{'spec':{'containers':[{'name':'a'}]}}}}";
        ObjectNode once = apply(Trees.object(), configuration, ATC);
        Author later = new Author("mcm-atc", "apps/v1", "", ManualClock.START.plusSeconds(60));
        ObjectNode twice = ServerSideApply.apply(once, tree(configuration), later, false);
        assertThat(ServerSideApply.differ(once, twice)).isFalse();
    }

    @Test
    void anUpdateTakesOwnershipOfWhatItChanges() {
        ObjectNode live = apply(Trees.object(), "{'spec':{'replicas':1,'paused':true}}", ATC);
        ObjectNode scaled = live.deepCopy();
        Trees.ensure(scaled, "spec").put("replicas", 5);
        Ownership.update(live, scaled, author("kubectl"));
        assertThatThrownBy(() -> apply(scaled, "{'spec':{'replicas':1,'paused':true}}", ATC))
                .hasMessageContaining("conflict with \"kubectl\"");
        ObjectNode released = apply(scaled, "{'spec':{'paused':true}}", ATC);
        assertThat(released.at("/spec/replicas").asInt()).isEqualTo(5);
    }
}
