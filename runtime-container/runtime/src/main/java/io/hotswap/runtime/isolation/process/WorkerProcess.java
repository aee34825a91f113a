package io.hotswap.runtime.isolation.process;

import io.hotswap.lock.LockedProcess;
import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.isolation.wire.FrameReader;
import io.hotswap.runtime.isolation.wire.ProtocolViolation;
import io.hotswap.runtime.pluginlog.LogLine;
import io.hotswap.runtime.scope.VersionContext;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.spi.Call;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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

/// One worker process and its pending requests. Nothing that it sends is trusted.
public final class WorkerProcess {
  private static final Logger LOG = LoggerFactory.getLogger(WorkerProcess.class);
  private static final int MOST_TAIL_BYTES = 1024;

  private final AtomicLong requestIds = new AtomicLong();
  private final Map<Long, PendingRequest> pending = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable ExitReason> exitReason = new AtomicReference<>();
  private final CompletableFuture<ExitReason> ended = new CompletableFuture<>();
  private final CountDownLatch framesRead = new CountDownLatch(1);
  private final String label;
  private final Process process;
  private final VersionContext context;
  private final FrameSender sender;
  private final PluginCallRelay pluginCalls;
  private final boolean limited;

  /// @param limited whether a quota of its tenant limits its memory further than the node's
  ///   settings
  public WorkerProcess(String label, Process process, VersionContext context, boolean limited) {
    this.label = label;
    this.limited = limited;
    this.process = process;
    this.context = context;
    this.sender = new FrameSender(label, process.getOutputStream(), this::sendFailed);
    this.pluginCalls = new PluginCallRelay(label, context.calls(), sender);
    OutputForwarder.begin(label, process.getErrorStream(), this::logPrinted);
    NodeThread.start("read-frames-" + label, this::readFrames);
    NodeThread.start("await-exit-" + label, this::awaitExit);
  }

  /// Completes with the reason when the process has ended and all pending requests were failed.
  public CompletableFuture<ExitReason> ended() {
    return ended;
  }

  long pid() {
    return process.pid();
  }

  /// @throws InterruptedException with the request still pending
  public Frame.Answer request(LongFunction<Frame> request)
      throws ProcessGone, InterruptedException {
    return answer(begin(requestIds.incrementAndGet(), null, request).answer);
  }

  /// An interruption is passed on to the call; the process is ended when that does not help.
  ///
  /// @param given the call that the request is about
  public Frame.Answer call(Call given, LongFunction<Frame> request, Duration grace)
      throws ProcessGone, InterruptedException {
    long id = requestIds.incrementAndGet();
    var call = begin(id, given, request);
    try {
      return answer(call.answer);
    } catch (InterruptedException e) {
      cancel(id, call, grace);
      return answer(call.answer);
    }
  }

  private void cancel(long id, PendingRequest call, Duration grace) throws InterruptedException {
    send(new Frame.Cancel(id));
    try {
      var _ = call.answer.get(grace.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException unresponsive) {
      LOG.error("{}: a call ignores its interruption; ending process {}", label, pid());
      end(ExitReason.Unresponsive);
    } catch (ExecutionException e) {
      LOG.debug("{}: ended while a call was being stopped", label, e);
    }
  }

  private PendingRequest begin(long id, @Nullable Call given, LongFunction<Frame> request)
      throws ProcessGone {
    var pendingRequest = new PendingRequest(given);
    boolean begun = false;
    pending.put(id, pendingRequest);
    try {
      // The reason is set before pending requests are failed, so this check cannot miss it.
      if (exitReason.get() != null || ended.isDone()) {
        var reason = Optional.ofNullable(exitReason.get()).orElse(ExitReason.Killed);
        throw processGone(ended.getNow(reason), true);
      }
      if (!send(request.apply(id))) {
        throw ProcessGone.requestNotSent(label + ": its process does not take any more calls");
      }
      begun = true;
      return pendingRequest;
    } finally {
      if (!begun) {
        pending.remove(id);
      }
    }
  }

  private boolean send(Frame frame) {
    return sender.send(frame);
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

  private void readFrames() {
    try {
      readUntilEnd();
    } finally {
      framesRead.countDown();
    }
  }

  private void readUntilEnd() {
    var reader = new FrameReader(process.getInputStream());
    try {
      while (true) {
        handle(reader.read());
      }
    } catch (ProtocolViolation | IllegalArgumentException violation) {
      // First, so that no call begins while the reason is being found.
      exitReason.compareAndSet(null, ExitReason.ProtocolViolation);
      LOG.error("{}: process {} sent {}", label, pid(), violation.getMessage());
      if (isOutOfMemory(reader)) {
        exitReason.compareAndSet(ExitReason.ProtocolViolation, ExitReason.OutOfMemory);
      }
      end(ExitReason.ProtocolViolation);
    } catch (IOException e) {
      // The process has ended or closed its output.
      LOG.debug("{}: process {} closed its output", label, pid(), e);
      end(ExitReason.Exited);
    } catch (RuntimeException | Error e) {
      endForFault(e);
    }
  }

  // A JVM that cannot allocate its own memory prints that to its standard output, whatever its
  // options, and aborts. It prints that first: writing its report may take longer than we wait.
  private boolean isOutOfMemory(FrameReader reader) {
    try {
      var _ = hasExited();
      return reader.behind(MOST_TAIL_BYTES).contains("insufficient memory");
    } catch (IOException e) {
      LOG.debug("{}: process {} closed its output", label, pid(), e);
      return false;
    }
  }

  private void handle(Frame frame) throws ProtocolViolation {
    switch (frame) {
      case Frame.Answer answer -> completeRequest(answer);
      case Frame.Recorded it ->
          runInCall(it.id(), () -> context.metrics().record(it.name(), it.value()));
      case Frame.Logged it -> {
        var level = System.Logger.Level.valueOf(it.level());
        var line = new LogLine(level, it.text(), it.stackTrace(), it.stream());
        runInCall(it.id(), () -> log(line));
      }
      case Frame.CallPlugin it -> pluginCalls.begin(it, given(it.within()));
      case Frame.GiveUpPluginCall it -> pluginCalls.giveUp(it.id());
      case Frame.PluginAnswer answer ->
          throw new ProtocolViolation("an answer to another plugin's call: " + answer.id());
      case Frame.Request request -> throw new ProtocolViolation("a request: " + request.id());
    }
  }

  private void completeRequest(Frame.Answer answer) throws ProtocolViolation {
    var pendingRequest = pending.remove(answer.id());
    if (pendingRequest == null) {
      throw new ProtocolViolation("an answer to nothing: " + answer.id());
    }
    pendingRequest.answer.complete(answer);
    pluginCalls.endWithin(answer.id());
  }

  private @Nullable Call given(long id) {
    var request = pending.get(id);
    return request == null ? null : request.given();
  }

  private void runInCall(long id, Runnable work) {
    var call = pending.get(id);
    if (call == null) {
      work.run();
    } else {
      call.run(work);
    }
  }

  private void logPrinted(String line) {
    log(LogLine.printed("stderr", line));
  }

  private void log(LogLine line) {
    context.log().print(line);
  }

  private void sendFailed(Throwable e) {
    if (e instanceof IOException) {
      LOG.debug("{}: process {} closed its input", label, pid(), e);
      end(ExitReason.Exited);
    } else {
      endForFault(e);
    }
  }

  // No more calls may go to it: nobody would read the answers.
  private void endForFault(Throwable e) {
    end(ExitReason.Fault);
    LOG.error("{}: exchanging frames with process {} failed", label, pid(), e);
  }

  /// Ends the process if it still runs, with its descendants; the first reason counts.
  public void end(ExitReason reason) {
    exitReason.compareAndSet(null, reason);
    if (reason == ExitReason.Exited && hasExited()) {
      return;
    }
    if (process instanceof LockedProcess) {
      // It can start none.
      process.destroyForcibly();
    } else {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.toHandle().destroyForcibly();
    }
  }

  // Its pipes close a moment before it ends: then its own exit code gives the reason.
  private boolean hasExited() {
    try {
      return process.waitFor(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  // Not by `Process.onExit`, which runs in the common pool: plugins in the node may fill that.
  private void awaitExit() {
    try {
      int code = process.waitFor();
      // The last frames may contain the reason.
      var _ = framesRead.await(1, TimeUnit.SECONDS);
      var known = exitReason.get();
      var reason = known == null || known == ExitReason.Exited ? ExitReason.of(code) : known;
      exitReason.set(reason);
      sender.end();
      pending.values().forEach(it -> it.answer.completeExceptionally(processGone(reason, false)));
      pending.clear();
      pluginCalls.close();
      ended.complete(reason);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private ProcessGone processGone(ExitReason reason, boolean requestNotSent) {
    var sentence = label + ": its process " + pid() + " " + reason.phrase();
    return new ProcessGone(sentence, requestNotSent, isTenantsOwn(reason));
  }

  /// Whether a limit of its tenant has ended it, or does so within a moment.
  public boolean hasEndedForItsTenant() {
    return isTenantsOwn(
        ended.copy().completeOnTimeout(ExitReason.Stopped, 1, TimeUnit.SECONDS).join());
  }

  /// Whether a limit of its tenant ended it: then neither its version nor the node is at fault.
  public boolean isTenantsOwn(ExitReason reason) {
    return reason.isOverQuota() || (limited && reason == ExitReason.OutOfMemory);
  }
}
