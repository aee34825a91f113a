package io.hotswap.runtime.isolation.wire;

import io.hotswap.runtime.isolation.wire.Frame.AskHealth;
import io.hotswap.runtime.isolation.wire.Frame.Call;
import io.hotswap.runtime.isolation.wire.Frame.CallPlugin;
import io.hotswap.runtime.isolation.wire.Frame.Cancel;
import io.hotswap.runtime.isolation.wire.Frame.Configure;
import io.hotswap.runtime.isolation.wire.Frame.Done;
import io.hotswap.runtime.isolation.wire.Frame.Examined;
import io.hotswap.runtime.isolation.wire.Frame.Failed;
import io.hotswap.runtime.isolation.wire.Frame.GiveUpPluginCall;
import io.hotswap.runtime.isolation.wire.Frame.Logged;
import io.hotswap.runtime.isolation.wire.Frame.PluginNotReplied;
import io.hotswap.runtime.isolation.wire.Frame.PluginReplied;
import io.hotswap.runtime.isolation.wire.Frame.Recorded;
import io.hotswap.runtime.isolation.wire.Frame.Rejected;
import io.hotswap.runtime.isolation.wire.Frame.Replied;
import io.hotswap.runtime.isolation.wire.Frame.SecretValue;
import io.hotswap.runtime.isolation.wire.Frame.Start;
import io.hotswap.runtime.isolation.wire.Frame.Stop;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes frames: length, kind, number, fields; a body comes last, straight from its array. Not
/// thread-safe.
public final class FrameWriter {
  private static final byte[] NOTHING = {};

  private final ByteArrayOutputStream head = new ByteArrayOutputStream(512);
  private final DataOutputStream fields = new DataOutputStream(head);
  private final DataOutputStream out;

  public FrameWriter(OutputStream out) {
    this.out = new DataOutputStream(out);
  }

  public void write(Frame frame) throws IOException {
    head.reset();
    fields.writeByte(FrameKind.of(frame).code());
    fields.writeLong(frame.id());
    var body = fields(frame);
    out.writeInt(head.size() + body.length);
    head.writeTo(out);
    out.write(body);
    out.flush();
  }

  private byte[] fields(Frame frame) throws IOException {
    switch (frame) {
      case Start start -> start(start);
      case Call call -> {
        texts(call.operation(), call.tenant(), call.contentType());
        texts(call.traceparent(), call.tracestate());
        var deadline = call.deadline();
        fields.writeLong(deadline.getEpochSecond());
        fields.writeInt(deadline.getNano());
        text(call.configuration());
        secrets(call.secrets());
        return call.body();
      }
      case Replied replied -> {
        text(replied.contentType());
        return replied.body();
      }
      case Configure configure -> {
        texts(configure.tenant(), configure.configuration());
        secrets(configure.secrets());
      }
      case CallPlugin it -> {
        fields.writeLong(it.within());
        texts(it.plugin(), it.operation(), it.contentType());
        return it.body();
      }
      case PluginReplied it -> {
        text(it.contentType());
        return it.body();
      }
      case PluginNotReplied it -> texts(it.reason(), it.pointer(), it.message());
      case Rejected rejected -> texts(rejected.pointer(), rejected.message());
      case Failed failed -> texts(failed.type(), failed.message(), failed.stackTrace());
      case Examined examined -> {
        fields.writeBoolean(examined.healthy());
        text(examined.reason());
      }
      case Recorded recorded -> {
        text(recorded.name());
        fields.writeDouble(recorded.value());
      }
      case Logged logged ->
          texts(logged.level(), logged.text(), logged.stackTrace(), logged.stream());
      case Cancel _, AskHealth _, Stop _, Done _, GiveUpPluginCall _ -> {}
    }
    return NOTHING;
  }

  private void start(Start start) throws IOException {
    texts(start.name(), start.version(), start.entryPoint(), start.temporary(), start.level());
    fields.writeInt(start.classPath().size());
    for (var jar : start.classPath()) {
      text(jar);
    }
  }

  private void secrets(List<SecretValue> secrets) throws IOException {
    fields.writeInt(secrets.size());
    for (var secret : secrets) {
      texts(secret.field(), secret.value(), secret.previous());
    }
  }

  private void texts(String... texts) throws IOException {
    for (var text : texts) {
      text(text);
    }
  }

  private void text(String text) throws IOException {
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    fields.writeInt(bytes.length);
    fields.write(bytes);
  }
}
