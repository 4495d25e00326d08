package dev.mcm.atctl.command;

import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// What may be declared of a plane, as it is written on the command line.
final class DeclarationText implements ITypeConverter<PlaneCommand.Declaration>, Iterable<String> {
    private static final List<PlaneCommand.Declaration> ALL =
            List.of(PlaneCommand.Declaration.values());

    @Override
    public PlaneCommand.Declaration convert(String text) {
        return ALL.stream()
                .filter(declaration -> declaration.toString().equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'" + text + "' (expected: one of " + ALL + ")"));
    }

    @Override
    public Iterator<String> iterator() {
        return ALL.stream().map(PlaneCommand.Declaration::toString).iterator();
    }
}
