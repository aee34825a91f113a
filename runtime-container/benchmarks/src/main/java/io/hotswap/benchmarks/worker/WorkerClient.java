package io.hotswap.benchmarks.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.hotswap.benchmarks.peers.Contender;
import io.hotswap.benchmarks.plugins.PluginJar;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// A [Worker] seen from the process that compares.
public final class WorkerClient implements AutoCloseable {
  private static final List<String> JVM =
      List.of("-Xms256m", "-Xmx768m", "-XX:MaxMetaspaceSize=768m", "-Xshare:auto");

  private final Process process;
  private final BufferedReader answers;
  private final Path complaints;

  private WorkerClient(Process process, Path complaints) {
    this.process = process;
    this.answers = process.inputReader(UTF_8);
    this.complaints = complaints;
  }

  /// @param benchmarkPaths where the benchmarks' jar and the libraries are
  public static WorkerClient start(Contender contender, BenchmarkPaths benchmarkPaths, Path folder)
      throws IOException {
    Files.createDirectories(folder);
    var complaints = folder.resolve("stderr.txt");
    List<String> command = new ArrayList<>(List.of(benchmarkPaths.java()));
    command.addAll(JVM);
    command.addAll(List.of("-cp", classPath(contender, benchmarkPaths), Worker.class.getName()));
    command.addAll(List.of(contender.name(), folder.toString()));
    var process = new ProcessBuilder(command).redirectError(complaints.toFile()).start();
    return new WorkerClient(process, complaints);
  }

  private static String classPath(Contender contender, BenchmarkPaths benchmarkPaths)
      throws IOException {
    var paths = new ArrayList<>(List.of(benchmarkPaths.jar()));
    paths.addAll(benchmarkPaths.libraries(contender.libraries()));
    return paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  public Map<String, Double> does(String task, PluginJar jar, Object... more) throws IOException {
    List<Object> words = new ArrayList<>(List.of(task, jar.file(), jar.name(), jar.version()));
    words.add(jar.sha256());
    words.addAll(List.of(more));
    var out = process.outputWriter(UTF_8);
    out.write(words.stream().map(Object::toString).collect(Collectors.joining(" ", "", "\n")));
    out.flush();
    for (var line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(Worker.ANSWER)) {
        return read(line.substring(Worker.ANSWER.length()));
      }
    }
    throw new IOException("A worker has ended: " + Files.readString(complaints));
  }

  private static Map<String, Double> read(String answer) {
    Map<String, Double> figures = new HashMap<>();
    for (var figure : answer.strip().split(" ")) {
      var parts = figure.split("=", 2);
      figures.put(parts[0], Double.valueOf(parts[1]));
    }
    return figures;
  }

  @Override
  public void close() throws IOException {
    try {
      process.outputWriter(UTF_8).close();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
