package io.hotswap.runtime.isolation;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameReader;
import io.hotswap.runtime.isolation.wire.ProtocolViolation;
import io.hotswap.runtime.pluginlog.LogLine;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.supervision.NodeThread;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One child process, and what is asked of it. Nothing that it says is believed.
final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int LAST_WORDS = 1024;

  private final AtomicLong numbers = new AtomicLong();
  private final Map<Long, PendingRequest> pending = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable ExitReason> ending = new AtomicReference<>();
  private final CompletableFuture<ExitReason> ended = new CompletableFuture<>();
  private final CountDownLatch heard = new CountDownLatch(1);
  private final String label;
  private final Process process;
  private final VersionContext context;
  private final FrameSender sender;

  WorkerProcess(String label, Process process, VersionContext context) {
    this.label = label;
    this.process = process;
    this.context = context;
    this.sender = new FrameSender(label, process.getOutputStream(), this::cannotHear);
    OutputForwarder.begin(label, process.getErrorStream(), this::printed);
    NodeThread.start("hear-" + label, this::hear);
    NodeThread.start("bury-" + label, this::bury);
  }

  /// Done, with the reason, when the process is really gone and nobody waits for it any more.
  CompletableFuture<ExitReason> ended() {
    return ended;
  }

  long pid() {
    return process.pid();
  }

  /// @throws InterruptedException with the request still on its way
  Frame.Answer ask(LongFunction<Frame> request) throws ProcessGone, InterruptedException {
    return answer(begin(request).answer);
  }

  /// When interrupted, interrupts the call, and ends the process if that does not help.
  Frame.Answer call(LongFunction<Frame> request, Duration grace)
      throws ProcessGone, InterruptedException {
    long id = numbers.incrementAndGet();
    var call = begin(id, request);
    try {
      return answer(call.answer);
    } catch (InterruptedException e) {
      cancel(id, call, grace);
      return answer(call.answer);
    }
  }

  private void cancel(long id, PendingRequest call, Duration grace) throws InterruptedException {
    say(new Frame.Cancel(id));
    try {
      var _ = call.answer.get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException deaf) {
      LOG.error("{}: a call does not heed its interruption; ending process {}", label, pid());
      end(ExitReason.Deaf);
    } catch (ExecutionException e) {
      LOG.debug("{}: gone while a call was being stopped", label, e);
    }
  }

  private PendingRequest begin(LongFunction<Frame> request) throws ProcessGone {
    return begin(numbers.incrementAndGet(), request);
  }

  private PendingRequest begin(long id, LongFunction<Frame> request) throws ProcessGone {
    var asked = new PendingRequest();
    boolean begun = false;
    pending.put(id, asked);
    try {
      // Whoever ends it sets the reason first and then looks at what is pending.
      if (ending.get() != null || ended.isDone()) {
        throw ProcessGone.before(words(ended.getNow(ExitReason.Killed)));
      }
      if (!say(request.apply(id))) {
        throw ProcessGone.before(label + ": its process does not take any more calls");
      }
      begun = true;
      return asked;
    } finally {
      if (!begun) {
        pending.remove(id);
      }
    }
  }

  private boolean say(Frame frame) {
    return sender.say(frame);
  }

  private static Frame.Answer answer(CompletableFuture<Frame.Answer> answer)
      throws ProcessGone, InterruptedException {
    try {
      return answer.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ProcessGone gone) {
        throw gone;
      }
      throw new IllegalStateException(e);
    }
  }

  private void hear() {
    try {
      listen();
    } finally {
      heard.countDown();
    }
  }

  private void listen() {
    var reader = new FrameReader(process.getInputStream());
    try {
      while (true) {
        take(reader.read());
      }
    } catch (ProtocolViolation | IllegalArgumentException garbage) {
      // First, so that no call begins while it is found out why.
      ending.compareAndSet(null, ExitReason.Garbage);
      LOG.error("{}: process {} sent {}", label, pid(), garbage.getMessage());
      if (isOutOfMemory(reader)) {
        ending.compareAndSet(ExitReason.Garbage, ExitReason.OutOfMemory);
      }
      end(ExitReason.Garbage);
    } catch (IOException e) {
      // It is gone, or says that it will say no more.
      LOG.debug("{}: process {} says no more", label, pid(), e);
      end(ExitReason.Exited);
    } catch (RuntimeException | Error e) {
      fault(e);
    }
  }

  // A JVM that finds no memory for itself says so on its standard output, whatever it is told, and
  // aborts.
  private boolean isOutOfMemory(FrameReader reader) {
    try {
      return hasLeft() && reader.behind(LAST_WORDS).contains("insufficient memory");
    } catch (IOException e) {
      LOG.debug("{}: process {} says no more", label, pid(), e);
      return false;
    }
  }

  private void take(Frame frame) throws ProtocolViolation {
    switch (frame) {
      case Frame.Answer answer -> answered(answer);
      case Frame.Recorded it ->
          during(it.id(), () -> context.metrics().record(it.name(), it.value()));
      case Frame.Logged it -> {
        var level = System.Logger.Level.valueOf(it.level());
        var line = new LogLine(level, it.text(), it.stackTrace(), it.stream());
        during(it.id(), () -> written(line));
      }
      case Frame.Request request -> throw new ProtocolViolation("a request: " + request.id());
    }
  }

  private void answered(Frame.Answer answer) throws ProtocolViolation {
    var asked = pending.remove(answer.id());
    if (asked == null) {
      throw new ProtocolViolation("an answer to nothing: " + answer.id());
    }
    asked.answer.complete(answer);
  }

  private void during(long id, Runnable work) {
    var call = pending.get(id);
    if (call == null) {
      work.run();
    } else {
      call.run(work);
    }
  }

  private void printed(String line) {
    written(LogLine.printed("stderr", line));
  }

  private void written(LogLine line) {
    context.log().print(line);
  }

  private void cannotHear(Throwable e) {
    if (e instanceof IOException) {
      LOG.debug("{}: process {} hears no more", label, pid(), e);
      end(ExitReason.Exited);
    } else {
      fault(e);
    }
  }

  // Calls would go on to it, and nobody would hear the answers.
  private void fault(Throwable e) {
    end(ExitReason.Fault);
    LOG.error("{}: process {} cannot be talked with", label, pid(), e);
  }

  /// Ends it if it has not ended; the first reason counts. What ran in it ends with it.
  void end(ExitReason reason) {
    ending.compareAndSet(null, reason);
    if (reason == ExitReason.Exited && hasLeft()) {
      return;
    }
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.toHandle().destroyForcibly();
  }

  // Its pipes close a moment before it is gone: then its own exit code says why.
  private boolean hasLeft() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // Not by its own onExit, which runs in the common pool: plugins in the node may fill that.
  private void bury() {
    try {
      int code = process.waitFor();
      // What it sent last may say why.
      var _ = heard.await(1, TimeUnit.SECONDS);
      var known = ending.get();
      var reason = known == null || known == ExitReason.Exited ? ExitReason.of(code) : known;
      ending.set(reason);
      sender.end();
      pending.values().forEach(it -> it.answer.completeExceptionally(gone(reason)));
      pending.clear();
      ended.complete(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessGone gone(ExitReason reason) {
    return new ProcessGone(words(reason));
  }

  private String words(ExitReason reason) {
    return label + ": its process " + pid() + " " + reason.words();
  }
}
