package dev.mcm.testkit.plane.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

class SharingTest {

    private static ObjectNode tree(String json) {
        return (ObjectNode) Trees.parse(json.replace('\'', '"'));
    }

    @Test
    void equalPartsBecomeTheSamePartsAndTheContentStays() {
        String before =
                "{'metadata':{'name':'a','labels':{'x':'1'}},'spec':{'l':[{'k':1},{'k':2}],'m':{'n':3}}}";
        String after =
                "{'metadata':{'name':'b','labels':{'x':'1'}},'spec':{'l':[{'k':1},{'k':9}],'m':{'n':3}}}";
        ObjectNode other = tree(before);
        ObjectNode mine = Sharing.share(tree(after), other);
        assertThat(mine).isEqualTo(tree(after));
        assertThat(other).isEqualTo(tree(before));
        assertThat(mine.at("/spec/m")).isSameAs(other.at("/spec/m"));
        assertThat(mine.at("/spec/l/0")).isSameAs(other.at("/spec/l/0"));
        assertThat(mine.at("/metadata/labels")).isSameAs(other.at("/metadata/labels"));
    }

    @Test
    void whatTheStoreStampsIsNeverShared() {
        ObjectNode other = tree("{'metadata':{'name':'a','resourceVersion':'1'}}");
        ObjectNode mine = Sharing.share(other.deepCopy(), other);
        Trees.ensure(mine, "metadata").put("resourceVersion", "2");
        assertThat(other.at("/metadata/resourceVersion").asText()).isEqualTo("1");
    }

    @Test
    void aPackedObjectIsAnObjectLikeAnyOther() {
        ObjectNode packed = Sharing.share(tree("{'spec':{'a':1,'b':2,'c':3}}"), Trees.object());
        ObjectNode spec = (ObjectNode) packed.get("spec");
        spec.put("d", 4).put("a", 0).remove("b");
        assertThat(packed).isEqualTo(tree("{'spec':{'a':0,'c':3,'d':4}}"));
        assertThat(packed.toString()).isEqualTo("{\"spec\":{\"a\":0,\"c\":3,\"d\":4}}");
        spec.retain("c");
        assertThat(spec.deepCopy()).isEqualTo(tree("{'c':3}"));
        spec.removeAll();
        assertThat(spec).isEmpty();
    }
}
