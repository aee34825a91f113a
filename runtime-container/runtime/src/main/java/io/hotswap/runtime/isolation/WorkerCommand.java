package io.hotswap.runtime.isolation;

import io.hotswap.runtime.isolation.process.PosixProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The command line of a worker process: this node's Java and class path, and none of its
/// environment, which holds credentials.
record WorkerCommand(IsolationConfig config, Path directory) {
  private static final Set<String> KEPT = Set.of("PATH", "LANG", "LC_ALL", "TZ");

  /// @param temporary folder for the plugin's short-lived files
  Process start(Path temporary, WorkerMemory memory) throws IOException {
    var classes = directory.resolve("child-start");
    if (Files.notExists(classes)) {
      WorkerBootstrap.write(classes);
    }
    Files.createDirectories(temporary);
    var builder =
        new ProcessBuilder(arguments(classes, temporary, memory)).directory(directory.toFile());
    var environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.putAll(Map.of("MALLOC_ARENA_MAX", "2", "HOME", directory.toString()));
    var process = builder.start();
    PosixProcesses.limitData(process.pid(), memory.mostData());
    return process;
  }

  private List<String> arguments(Path classes, Path temporary, WorkerMemory memory) {
    List<String> arguments = new ArrayList<>();
    arguments.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    arguments.addAll(
        List.of(
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-XX:+ExitOnOutOfMemoryError",
            "-XX:+DisplayVMOutputToStderr",
            "-XX:+ErrorFileToStderr",
            "-XX:-CreateCoredumpOnCrash",
            "-XX:ReservedCodeCacheSize=32m",
            "-XX:ActiveProcessorCount=" + Math.max(1, Math.round(Math.ceil(config.cpus()))),
            "-Xms4m",
            "-Xmx" + memory.heap(),
            "-XX:MaxMetaspaceSize=" + memory.half(),
            "-XX:MaxDirectMemorySize=" + memory.half(),
            "-Djava.io.tmpdir=" + temporary,
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes.toString(),
            WorkerBootstrap.class.getName(),
            System.getProperty("java.class.path")));
    return arguments;
  }
}
