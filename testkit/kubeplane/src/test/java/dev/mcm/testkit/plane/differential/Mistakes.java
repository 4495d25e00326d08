package dev.mcm.testkit.plane.differential;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mcm.testkit.plane.apply.MergePatch;
import dev.mcm.testkit.plane.store.Trees;

/// Objects that a server must refuse, or must read past. Values of a wrong JSON type are not among
/// them: clients of ours have types.
final class Mistakes {

    private static final String[] ANY = {
        "{'metadata':{'name':null}}",
        "{'metadata':{'name':'Not_A_Name'}}",
        "{'metadata':{'labels':{'app':'not a label!'}}}",
        "{'metadata':{'labels':{'bad key!':'a'}}}",
        "{'metadata':{'namespace':'tagtag-elsewhere'}}",
        "{'metadata':{'finalizers':['unqualified']}}",
        "{'metadata':{'uid':'11111111-1111-1111-1111-111111111111'}}",
        "{'metadata':{'resourceVersion':'1'}}",
        "{'kind':'Wrong'}",
        "{'kind':null}",
        "{'apiVersion':'v9'}",
        "{'unknownField':{'a':1}}"
    };
    private static final String[] WORKLOAD = {
        "{'spec':{'replicas':-1}}",
        "{'spec':{'selector':null}}",
        "{'spec':{'selector':{'matchLabels':{'run':'other'}}}}",
        "{'spec':{'template':{'spec':{'containers':null}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'main'}]}}}}",
        "{'spec':{'template':{'spec':{'restartPolicy':'Never'}}}}",
        "{'spec':{'template':{'spec':{'containers':[{'name':'a','image':'i','resources':{'requests':{'nvidia.com/gpu':'1'}}}]}}}}"
    };
    private static final String[] POD = {
        "{'spec':null}",
        "{'spec':{'containers':[]}}",
        "{'spec':{'containers':[{'image':'i'}]}}",
        "{'spec':{'nodeName':'Bad_Node'}}"
    };
    private static final String[] SERVICE = {
        "{'spec':{'ports':null}}",
        "{'spec':{'ports':[{'port':0}]}}",
        "{'spec':{'ports':[{'port':80},{'port':90}]}}",
        "{'spec':{'type':'Nonsense'}}"
    };
    private static final String[] CONFIG = {"{'data':{'bad key!':'1'}}"};
    private static final String[] ROUTE = {
        "{'spec':{'hostnames':['Not A Host']}}",
        "{'spec':{'rules':[{'backendRefs':[{'port':80}]}]}}",
        "{'spec':{'rules':[{'backendRefs':[{'name':'s','port':80,'weight':-1}]}]}}"
    };

    private final Draw draw;

    Mistakes(Draw draw) {
        this.draw = draw;
    }

    ObjectNode spoil(Kind kind, ObjectNode object) {
        String[] own =
                switch (kind) {
                    case CONFIG_MAP -> CONFIG;
                    case DEPLOYMENT, REPLICA_SET -> WORKLOAD;
                    case POD -> POD;
                    case SERVICE -> SERVICE;
                    case HTTP_ROUTE -> ROUTE;
                    case LEASE, EVENT, NAMESPACE, NODE -> ANY;
                };
        // Of a custom resource a server checks kind and fields at once.
        boolean any = draw.chance(0.5) && kind != Kind.HTTP_ROUTE;
        String mistake = any ? draw.one(ANY) : draw.one(own);
        if (kind == Kind.SERVICE && mistake.contains("resourceVersion")) {
            // A real server reads past it here, but shows it after a dry run.
            mistake = "{'kind':'Wrong'}";
        }
        JsonNode patch = Trees.parse(mistake.replace('\'', '"'));
        return MergePatch.apply(object, (ObjectNode) patch);
    }
}
