package dev.mcm.testkit.plane.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.store.ResourceTypes;
import dev.mcm.testkit.plane.store.StatusException;
import dev.mcm.testkit.plane.store.Trees;
import org.junit.jupiter.api.Test;

class PatchTest {

    private static ObjectNode tree(String json) {
        return (ObjectNode) Trees.parse(json.replace('\'', '"'));
    }

    private static ArrayNode operations(String json) {
        return (ArrayNode) Trees.parse(json.replace('\'', '"'));
    }

    @Test
    void aMergePatchSetsAndRemoves() {
        ObjectNode before = tree("{'a':{'b':1,'c':2},'d':[1]}");
        assertThat(MergePatch.apply(before, tree("{'a':{'b':null,'e':{'f':null,'g':3}},'d':[2]}")))
                .isEqualTo(tree("{'a':{'c':2,'e':{'g':3}},'d':[2]}"));
        assertThat(before).isEqualTo(tree("{'a':{'b':1,'c':2},'d':[1]}"));
    }

    @Test
    void aStrategicPatchMergesKeyedListsAndDeletesElements() {
        ObjectNode before =
                tree("{'spec':{'containers':[{'name':'a','image':'1'},{'name':'b','image':'1'}]}}");
        ObjectNode patch =
                tree(
                        "{'spec':{'containers':[{'name':'a','image':'2'},{'name':'b','$patch':'delete'},{'name':'c'}]}}");
        assertThat(StrategicMerge.apply(before, patch, FieldTypes.of(ResourceTypes.POD)))
                .isEqualTo(tree("{'spec':{'containers':[{'name':'a','image':'2'},{'name':'c'}]}}"));
    }

    @Test
    void aJsonPatchRunsItsOperationsInOrder() {
        ObjectNode before = tree("{'a':{'x/y':1},'l':[1,3]}");
        ArrayNode patch =
                operations(
                        "[{'op':'test','path':'/a/x~1y','value':1},{'op':'add','path':'/l/1','value':2},"
                            + "{'op':'add','path':'/l/-','value':4},{'op':'remove','path':'/a/x~1y'},"
                            + "{'op':'copy','from':'/l/0','path':'/a/z'},{'op':'move','from':'/l/3','path':'/m'},"
                            + "{'op':'replace','path':'/l/0','value':9}]");
        assertThat(JsonPatch.apply(before, patch))
                .isEqualTo(tree("{'a':{'z':1},'l':[9,2,3],'m':4}"));
    }

    @Test
    void aJsonPatchThatDoesNotFitIsRefused() {
        for (String patch :
                new String[] {
                    "[{'op':'test','path':'/a','value':2}]",
                    "[{'op':'remove','path':'/b'}]",
                    "[{'op':'add','path':'/x/y/z','value':1}]",
                    "[{'op':'paint','path':'/a'}]"
                }) {
            assertThatThrownBy(() -> JsonPatch.apply(tree("{'a':1}"), operations(patch)))
                    .as(patch)
                    .isInstanceOfSatisfying(
                            StatusException.class, e -> assertThat(e.code()).isEqualTo(422));
        }
    }
}
