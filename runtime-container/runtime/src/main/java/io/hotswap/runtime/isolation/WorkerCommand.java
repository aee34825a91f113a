package io.hotswap.runtime.isolation;

import io.hotswap.lock.ProcessLimits;
import io.hotswap.runtime.isolation.locked.WorkerLimits;
import io.hotswap.runtime.isolation.locked.WorkerLock;
import io.hotswap.runtime.isolation.process.PosixProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;

/// The command line of a worker process: this node's Java and class path, and none of its
/// environment, which holds credentials.
record WorkerCommand(IsolationConfig config, WorkerLock lock, Path directory) {
  private static final Set<String> KEPT = Set.of("PATH", "LANG", "LC_ALL", "TZ");

  /// @param temporary folder for the plugin's short-lived files
  Process start(IsolatedVersion isolatedVersion, Path temporary, WorkerMemory memory)
      throws IOException {
    var classes = directory.resolve("child-start");
    if (Files.notExists(classes)) {
      WorkerBootstrap.write(classes);
    }
    Files.createDirectories(temporary);
    var arguments = arguments(classes, temporary, memory);
    if (isolatedVersion.isLocked()) {
      return locked(arguments, classes, isolatedVersion.classPath(), temporary, memory);
    }
    var builder = new ProcessBuilder(arguments).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment(directory));
    var process = builder.start();
    PosixProcesses.limitData(process.pid(), memory.mostData());
    return process;
  }

  private Process locked(
      List<String> arguments, Path classes, List<String> jars, Path temporary, WorkerMemory memory)
      throws IOException {
    var limits = new ProcessLimits(memory.mostData(), config.lock().disk(), config.lock().files());
    arguments.addAll(new WorkerLimits(limits).arguments());
    List<Path> readable = new ArrayList<>(jars.stream().map(Path::of).toList());
    readable.add(classes);
    return lock.start(arguments, environment(temporary), readable, temporary);
  }

  private static Map<String, String> environment(Path home) {
    Map<String, String> environment = new HashMap<>(System.getenv());
    environment.keySet().retainAll(KEPT);
    environment.putAll(Map.of("MALLOC_ARENA_MAX", "2", "HOME", home.toString()));
    return environment;
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
            "-Duser.timezone=" + TimeZone.getDefault().getID(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            classes.toString(),
            WorkerBootstrap.class.getName(),
            System.getProperty("java.class.path")));
    return arguments;
  }
}
