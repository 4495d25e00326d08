package dev.mcm.testkit.plane.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {

    private static final JsonNode LABELS =
            Trees.parse("{\"app\":\"web\",\"tier\":\"a\",\"mcm.dev/x\":\"\"}");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | true",
                "app=web | true",
                "app==web,tier=a | true",
                "app=web,tier=b | false",
                "app!=db | true",
                "absent!=x | true",
                "tier in (a,b) | true",
                "tier in (b, c) | false",
                "tier notin (b,c),app | true",
                "absent notin (x) | true",
                "!absent | true",
                "!app | false",
                "mcm.dev/x | true",
                "mcm.dev/x= | true",
                "absent | false",
            })
    void labelSelectorsMatchAsKubernetesSays(String selector, boolean matches) {
        assertThat(LabelSelector.parse(selector).matches(LABELS)).isEqualTo(matches);
    }

    @Test
    void aMalformedLabelSelectorIsRefused() {
        assertThatThrownBy(() -> LabelSelector.parse("app in web"))
                .isInstanceOf(StatusException.class)
                .hasMessageContaining("app in web");
    }

    @Test
    void fieldSelectorsReadFieldsAndRefuseUnknownOnes() {
        ObjectNode tree =
                (ObjectNode)
                        Trees.parse(
                                "{\"spec\":{\"nodeName\":\"n1\"},\"status\":{\"phase\":\"Running\"}}");
        StoredObject pod = new StoredObject(ResourceTypes.POD, new ObjectKey("ns", "p"), 1, tree);
        assertThat(
                        FieldSelector.parse(
                                        ResourceTypes.POD, "spec.nodeName=n1,status.phase!=Failed")
                                .matches(pod))
                .isTrue();
        assertThat(FieldSelector.parse(ResourceTypes.POD, "spec.nodeName=").matches(pod)).isFalse();
        assertThatThrownBy(() -> FieldSelector.parse(ResourceTypes.POD, "spec.hostNetwork=true"))
                .isInstanceOf(StatusException.class)
                .hasMessageContaining("field label not supported");
    }
}
