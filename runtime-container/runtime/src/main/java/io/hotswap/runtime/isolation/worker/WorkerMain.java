package io.hotswap.runtime.isolation.worker;

import io.hotswap.lock.OwnLock;
import io.hotswap.lock.Strength;
import io.hotswap.runtime.isolation.locked.WorkerLimits;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;

/// A process that runs one version of a plugin for the node that started it, and ends with it.
public final class WorkerMain {
  private static final int FAULT = 1;

  private WorkerMain() {}

  /// @param arguments limits of a locked process; none of one that is not locked
  public static void main(String[] arguments) {
    var in = new FileInputStream(FileDescriptor.in);
    var out = new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), 1 << 16);
    // Output of the plugin goes to the node's log: the process's own standard output carries
    // frames.
    System.setIn(InputStream.nullInputStream());
    var workerSession = new WorkerSession(in, out);
    workerSession.takeConsole();
    var askedForItsEnd = ParentDeath.beginWatching();
    int code = FAULT;
    try {
      if (arguments.length > 0) {
        askedForItsEnd.await();
        OwnLock.set(Strength.CHILD, WorkerLimits.parsed(arguments).limits());
      }
      workerSession.run();
      code = 0;
    } catch (IOException | InterruptedException | RuntimeException fault) {
      System.err.println("The process of a plugin ends: " + fault);
    } finally {
      // The node is gone or has stopped this version; threads and hooks of the plugin may never
      // end.
      Runtime.getRuntime().halt(code);
    }
  }
}
