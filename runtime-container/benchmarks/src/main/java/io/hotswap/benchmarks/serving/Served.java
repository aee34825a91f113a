package io.hotswap.benchmarks.serving;

import io.hotswap.benchmarks.worker.BenchmarkPaths;
import io.hotswap.benchmarks.worker.NodeOptions;
import io.hotswap.runtime.training.TrainedNode;
import io.hotswap.runtime.training.TrainingFixture;
import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A server in a process of its own.
sealed interface Served extends AutoCloseable {
  int port();

  @Override
  void close() throws IOException;

  /// The real node, started from its disk.
  record Node(TrainingFixture ground, TrainedNode node) implements Served {
    static Node start(BenchmarkPaths benchmarkPaths, TrainingFixture fixture, Path log)
        throws IOException, InterruptedException {
      var jar = benchmarkPaths.libraries("hotswap-runtime").getFirst();
      var node = TrainedNode.start(fixture, jar, log, NodeOptions.JVM);
      node.awaitAnswer();
      return new Node(fixture, node);
    }

    @Override
    public int port() {
      return ground.port();
    }

    @Override
    public void close() {
      node.close();
    }
  }

  /// [BareNetty].
  record Bare(Process process, int port) implements Served {
    static Bare start(BenchmarkPaths benchmarkPaths, Path log)
        throws IOException, InterruptedException {
      int port = TrainingFixture.freePort();
      var paths = new ArrayList<>(List.of(benchmarkPaths.jar()));
      paths.addAll(benchmarkPaths.libraries("netty-"));
      var classPath =
          paths.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
      var command = new ArrayList<>(List.of(benchmarkPaths.java()));
      command.addAll(NodeOptions.JVM);
      command.addAll(List.of("-cp", classPath, BareNetty.class.getName(), Integer.toString(port)));
      var process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      awaitListening(process, port, log);
      return new Bare(process, port);
    }

    private static void awaitListening(Process process, int port, Path log)
        throws IOException, InterruptedException {
      while (process.isAlive()) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
          return;
        } catch (ConnectException notYet) {
          Thread.sleep(20);
        }
      }
      throw new IOException("The bare server has ended: " + Files.readString(log));
    }

    @Override
    public void close() {
      process.destroy();
    }
  }
}
