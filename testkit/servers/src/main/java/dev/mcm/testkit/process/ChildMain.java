package dev.mcm.testkit.process;

import dev.mcm.shared.time.Waiting;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;

/// Runs another main class and ends this JVM when its standard input ends, that is when the parent
/// process has died or has closed the pipe: an orderly exit (shutdown hooks run), halted after 10
/// s.
///
/// Arguments: the main class, then its own arguments.
public final class ChildMain {
    private static final Duration ORDERLY_EXIT = Duration.ofSeconds(10);

    private ChildMain() {}

    public static void main(String[] args) throws Exception {
        if (args.length == 0) {
            throw new IllegalArgumentException(
                    "main class: not given (expected: ChildMain <main class> [argument...])");
        }
        Thread.ofPlatform().daemon().name("parent-watch").start(ChildMain::exitWithParent);
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.setAccessible(true);
        try {
            main.invoke(null, (Object) Arrays.copyOfRange(args, 1, args.length));
        } catch (InvocationTargetException e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static void exitWithParent() {
        readToEnd(System.in);
        Thread.ofPlatform().daemon().name("parent-gone-halt").start(ChildMain::haltLater);
        System.exit(0);
    }

    private static void readToEnd(InputStream in) {
        try {
            while (in.read() >= 0) {
                // The parent says nothing; only the end counts.
            }
        } catch (IOException e) {
            // A broken pipe is the same news as its end.
        }
    }

    private static void haltLater() {
        try {
            Waiting.pause(ORDERLY_EXIT);
        } catch (InterruptedException e) {
            // Nobody interrupts this thread; if somebody did, ending now would be right.
        }
        Runtime.getRuntime().halt(143);
    }
}
