package dev.mcm.it.walls;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.regex.Pattern;

/// Cuts the classes under a root package into rooms by the first `depth` names behind it. Classes
/// that lie above that depth (mains and wiring, which know all rooms) belong to none; generated
/// contracts are one room of their own.
record RoomSlices(String root, int depth) implements SliceAssignment {
    private static final Pattern CONTRACT = Pattern.compile("dev\\.mcm\\.(atc|event|type)\\.v1");

    static boolean isContract(String packageName) {
        return CONTRACT.matcher(packageName).matches();
    }

    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
        String name = type.getPackageName();
        if (isContract(name)) {
            return SliceIdentifier.of("contracts");
        }
        if (!name.startsWith(root + ".")) {
            return SliceIdentifier.ignore();
        }
        List<String> names = List.of(name.substring(root.length() + 1).split("\\."));
        return names.size() < depth
                ? SliceIdentifier.ignore()
                : SliceIdentifier.of(names.subList(0, depth));
    }

    @Override
    public String getDescription() {
        return "packages of depth " + depth + " under " + root;
    }
}
