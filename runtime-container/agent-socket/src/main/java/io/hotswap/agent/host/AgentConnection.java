package io.hotswap.agent.host;

import io.hotswap.agent.socket.Question;
import io.hotswap.agent.socket.SocketMessage;
import io.hotswap.agent.socket.SocketMessage.Absent;
import io.hotswap.agent.socket.SocketMessage.Answered;
import io.hotswap.agent.socket.SocketMessage.Asked;
import io.hotswap.agent.socket.SocketMessage.NotAnswered;
import io.hotswap.domain.node.ControlPlaneClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the agent. Connects again whenever the agent is back; meanwhile each question fails at
/// once. Threads of plugins may ask too: what they are interrupted for does not end the connection.
public final class AgentConnection implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(AgentConnection.class);
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Path socket;
  private final Duration limit;
  private final ControlPlaneClock clock;
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ThreadFactory threads;
  private final Thread keeper;
  private volatile @Nullable OpenConnection open;

  /// @param limit how long an answer may take
  /// @param clock adjusted by each answer
  /// @param threads that plugin code cannot interrupt
  public AgentConnection(
      Path socket, Duration limit, ControlPlaneClock clock, ThreadFactory threads) {
    this.socket = socket;
    this.limit = limit;
    this.clock = clock;
    this.threads = threads;
    connect();
    this.keeper = threads.newThread(this::keepConnected);
    keeper.start();
  }

  /// @throws NoSuchElementException when what is asked for does not exist
  /// @throws AgentUnreachable when there is no answer
  <Q, A> A ask(Question<Q, A> question, Q asked) {
    var connection = open;
    if (connection == null) {
      throw new AgentUnreachable("The agent is away: nobody listens on " + socket);
    }
    long sent = clock.monotonicMillis();
    var answer = new CompletableFuture<SocketMessage>();
    long id = connection.expect(answer);
    try {
      connection.send(new Asked(id, question.name(), question.ask(asked)));
      return answer(question, answer.get(limit.toMillis(), TimeUnit.MILLISECONDS), sent);
    } catch (TimeoutException e) {
      throw new AgentUnreachable("No answer to " + question.name() + " within " + limit, e);
    } catch (ExecutionException e) {
      throw new AgentUnreachable("The connection to the agent ended", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AgentUnreachable("Interrupted while waiting for " + question.name(), e);
    } finally {
      connection.forget(id);
    }
  }

  private <A> A answer(Question<?, A> question, SocketMessage message, long sent) {
    return switch (message) {
      case Answered(var id, var time, var json) -> {
        if (time > 0) {
          clock.adjust(Instant.ofEpochMilli(time).truncatedTo(ChronoUnit.SECONDS), sent);
        }
        yield question.answered(json);
      }
      case Absent(var id, var what) -> throw new NoSuchElementException(what);
      case NotAnswered(var id, var why) -> throw new AgentUnreachable(why);
      case Asked asked -> throw new AgentUnreachable("The agent asks: " + asked.question());
    };
  }

  private void keepConnected() {
    while (!closed.get()) {
      var connection = open;
      if (connection != null) {
        connection.readUntilItEnds();
        open = null;
        if (!closed.get()) {
          LOG.warn("The agent is away; the node keeps serving what it has");
        }
      }
      try {
        Thread.sleep(PAUSE);
      } catch (InterruptedException e) {
        return;
      }
      connect();
    }
  }

  private void connect() {
    if (closed.get()) {
      return;
    }
    try {
      open = OpenConnection.to(socket, threads);
      LOG.info("Connected to the agent");
    } catch (IOException e) {
      LOG.debug("The agent is not there yet", e);
    }
  }

  @Override
  public void close() {
    closed.set(true);
    var connection = open;
    if (connection != null) {
      connection.close();
    }
    keeper.interrupt();
  }
}
