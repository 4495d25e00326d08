package dev.mcm.testkit.plane.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.shared.time.ManualTime;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ServerSideApplyTest {

    private static final FieldType DEPLOYMENT = FieldTypes.of(ResourceTypes.DEPLOYMENT);
    private static final FieldType POD = FieldTypes.of(ResourceTypes.POD);
    private static final FieldType CONFIG_MAP = FieldTypes.of(ResourceTypes.CONFIG_MAP);
    private static final Author ATC = author("mcm-atc");
    private static final Author OTHER = author("other");

    private static Author author(String manager) {
        return new Author(manager, "apps/v1", "", ManualTime.START);
    }

    private static ObjectNode tree(String json) {
        return (ObjectNode) Trees.parse(json.replace('\'', '"'));
    }

    private static ObjectNode apply(
            FieldType type, ObjectNode live, String configuration, Author author) {
        return ServerSideApply.apply(live, tree(configuration), author, type, false);
    }

    private static ObjectNode update(FieldType type, ObjectNode live, String now, String manager) {
        ObjectNode after = tree(now);
        Ownership.update(live, after, author(manager), type);
        return after;
    }

    private static ObjectNode bare(ObjectNode object) {
        ObjectNode copy = object.deepCopy();
        copy.remove("metadata");
        return copy;
    }

    private static JsonNode fieldsOf(ObjectNode object, String manager) {
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            if (entry.path("manager").asText().equals(manager)) {
                return entry.path("fieldsV1");
            }
        }
        return Trees.object();
    }

    @Test
    void whatIsAppliedNoMoreGoes() {
        ObjectNode first =
                apply(DEPLOYMENT, Trees.object(), "{'spec':{'replicas':1,'paused':true}}", ATC);
        ObjectNode second = apply(DEPLOYMENT, first, "{'spec':{'replicas':2}}", ATC);
        assertThat(bare(second)).isEqualTo(tree("{'spec':{'replicas':2}}"));
    }

    @Test
    void whatAnotherManagerAlsoAppliesStays() {
        ObjectNode one = apply(CONFIG_MAP, Trees.object(), "{'data':{'a':'1','b':'1'}}", ATC);
        ObjectNode both = apply(CONFIG_MAP, one, "{'data':{'b':'1'}}", OTHER);
        ObjectNode after = apply(CONFIG_MAP, both, "{'data':{'a':'1'}}", ATC);
        assertThat(bare(after)).isEqualTo(tree("{'data':{'a':'1','b':'1'}}"));
    }

    @Test
    void whatWasGivenUpAndSetByAnUpdateStays() {
        ObjectNode one = apply(CONFIG_MAP, Trees.object(), "{'data':{'a':'1','b':'1'}}", ATC);
        ObjectNode edited = one.deepCopy();
        Trees.ensure(edited, "data").put("b", "2");
        Ownership.update(one, edited, author("kubectl-edit"), CONFIG_MAP);
        ObjectNode after = apply(CONFIG_MAP, edited, "{'data':{'a':'1'}}", ATC);
        assertThat(bare(after)).isEqualTo(tree("{'data':{'a':'1','b':'2'}}"));
    }

    @Test
    void changingAnothersFieldConflictsUnlessForced() {
        ObjectNode live = apply(DEPLOYMENT, Trees.object(), "{'spec':{'replicas':1}}", OTHER);
        assertThatThrownBy(() -> apply(DEPLOYMENT, live, "{'spec':{'replicas':2}}", ATC))
                .isInstanceOfSatisfying(
                        StatusException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(409);
                            assertThat(e.status().at("/details/causes/0/reason").asText())
                                    .isEqualTo("FieldManagerConflict");
                        })
                .hasMessage(
                        "Apply failed with 1 conflict: conflict with \"other\": .spec.replicas");
        ObjectNode wanted = tree("{'spec':{'replicas':2}}");
        ObjectNode forced = ServerSideApply.apply(live, wanted, ATC, DEPLOYMENT, true);
        assertThat(forced.at("/spec/replicas").asInt()).isEqualTo(2);
        assertThat(forced.at("/metadata/managedFields")).hasSize(1);
    }

    @Test
    void severalConflictsAreGroupedByManager() {
        ObjectNode live =
                update(CONFIG_MAP, Trees.object(), "{'data':{'a':'1','b':'1'}}", "editor");
        assertThatThrownBy(() -> apply(CONFIG_MAP, live, "{'data':{'a':'2','b':'2'}}", ATC))
                .hasMessage(
                        "Apply failed with 2 conflicts: conflicts with \"editor\" using apps/v1:\n"
                                + "- .data.a\n- .data.b");
    }

    @Test
    void keyedListsMergeByTheirKey() {
        ObjectNode live =
                apply(
                        POD,
                        Trees.object(),
                        "{'spec':{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'}]}]}}",
                        OTHER);
        ObjectNode merged =
                apply(
                        POD,
                        live,
                        "{'spec':{'containers':[{'name':'a','env':[{'name':'Y','value':'2'}]},{'name':'b','image':'2'}]}}",
                        ATC);
        assertThat(bare(merged))
                .isEqualTo(
                        tree(
                                "{'spec':{'containers':[{'name':'a','image':'1','env':[{'name':'X','value':'1'},{'name':'Y','value':'2'}]},{'name':'b','image':'2'}]}}"));
        ObjectNode without = apply(POD, merged, "{'spec':{'containers':[{'name':'a'}]}}", ATC);
        assertThat(bare(without)).isEqualTo(bare(live));
    }

    @Test
    void theAppliedOrderOfAListWins() {
        ObjectNode live =
                apply(
                        POD,
                        Trees.object(),
                        "{'spec':{'containers':[{'name':'a'},{'name':'b'},{'name':'c'}]}}",
                        OTHER);
        ObjectNode merged =
                apply(
                        POD,
                        live,
                        "{'spec':{'containers':[{'name':'c'},{'name':'x'},{'name':'a'}]}}",
                        ATC);
        assertThat(merged.at("/spec/containers").findValuesAsText("name"))
                .containsExactly("b", "c", "x", "a");
    }

    @Test
    void portsWithoutProtocolAreTcp() {
        ObjectNode live =
                apply(
                        POD,
                        Trees.object(),
                        "{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80}]}]}}",
                        ATC);
        assertThat(fieldsOf(live, "mcm-atc").toString())
                .contains("k:{\\\"containerPort\\\":80,\\\"protocol\\\":\\\"TCP\\\"}");
        ObjectNode again =
                apply(
                        POD,
                        live,
                        "{'spec':{'containers':[{'name':'a','ports':[{'containerPort':80,'protocol':'TCP'}]}]}}",
                        ATC);
        assertThat(again.at("/spec/containers/0/ports")).hasSize(1);
    }

    @Test
    void atomicListsAndMapsAreReplacedWhole() {
        ObjectNode live =
                apply(
                        POD,
                        Trees.object(),
                        "{'spec':{'nodeSelector':{'a':'1'},'containers':[{'name':'a','args':['x','y']}]}}",
                        ATC);
        ObjectNode after =
                apply(
                        POD,
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
        ObjectNode once = apply(DEPLOYMENT, Trees.object(), configuration, ATC);
        Instant moment = ManualTime.START.plusSeconds(60);
        Author later = new Author("mcm-atc", "apps/v1", "", moment);
        ObjectNode twice =
                ServerSideApply.apply(once, tree(configuration), later, DEPLOYMENT, false);
        assertThat(ServerSideApply.differ(once, twice)).isFalse();
    }

    @Test
    void anUpdateTakesOwnershipOfWhatItChanges() {
        ObjectNode live =
                apply(DEPLOYMENT, Trees.object(), "{'spec':{'replicas':1,'paused':true}}", ATC);
        ObjectNode scaled = live.deepCopy();
        Trees.ensure(scaled, "spec").put("replicas", 5);
        Ownership.update(live, scaled, author("kubectl"), DEPLOYMENT);
        assertThatThrownBy(() ->
                        apply(DEPLOYMENT, scaled, "{'spec':{'replicas':1,'paused':true}}", ATC))
                .hasMessageContaining("conflict with \"kubectl\" using apps/v1");
        ObjectNode released = apply(DEPLOYMENT, scaled, "{'spec':{'paused':true}}", ATC);
        assertThat(released.at("/spec/replicas").asInt()).isEqualTo(5);
    }

    @Test
    void anUpdateOwnsTheMapsItAddsButAnApplyOnlyTheirValues() {
        String object = "{'metadata':{'name':'c','labels':{'a':'b'}},'data':{'k':'v'}}";
        assertThat(fieldsOf(update(CONFIG_MAP, Trees.object(), object, "curl"), "curl"))
                .isEqualTo(
                        tree(
                                "{'f:metadata':{'f:labels':{'.':{},'f:a':{}}},'f:data':{'.':{},'f:k':{}}}"));
        assertThat(fieldsOf(apply(CONFIG_MAP, Trees.object(), object, ATC), "mcm-atc"))
                .isEqualTo(tree("{'f:metadata':{'f:labels':{'f:a':{}}},'f:data':{'f:k':{}}}"));
    }

    @Test
    void whatNobodyTrackedGetsAnOwnerAtTheFirstApply() {
        ObjectNode live = tree("{'metadata':{'uid':'1'},'data':{'k':'v'}}");
        ObjectNode after = apply(CONFIG_MAP, live, "{'data':{'x':'y'}}", ATC);
        assertThat(fieldsOf(after, "before-first-apply"))
                .isEqualTo(tree("{'f:data':{'.':{},'f:k':{}}}"));
    }

    @Test
    void anEmptyListOfManagersGivesAllOwnershipUp() {
        ObjectNode live = apply(CONFIG_MAP, Trees.object(), "{'data':{'k':'v'}}", ATC);
        ObjectNode after =
                update(CONFIG_MAP, live, "{'metadata':{'managedFields':[]},'data':{}}", "me");
        assertThat(after.at("/metadata/managedFields").isMissingNode()).isTrue();
    }

    @Test
    void anUnknownFieldCannotBeApplied() {
        assertThatThrownBy(() -> apply(DEPLOYMENT, Trees.object(), "{'spec':{'foo':1}}", ATC))
                .hasMessageContaining(".spec.foo: field not declared in schema");
    }
}
