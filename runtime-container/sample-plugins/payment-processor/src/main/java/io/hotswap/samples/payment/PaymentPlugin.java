package io.hotswap.samples.payment;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotswap.spi.Call;
import io.hotswap.spi.CallRejected;
import io.hotswap.spi.Plugin;
import io.hotswap.spi.PluginContext;
import io.hotswap.spi.Reply;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.YearMonth;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Charges, quotes, and tells the acquirer's messages from others.
public final class PaymentPlugin implements Plugin {
  private final JsonMapper json = new JsonMapper();
  private final Clock clock;
  private @Nullable PluginContext context;

  public PaymentPlugin() {
    this(Clock.systemUTC());
  }

  PaymentPlugin(Clock clock) {
    this.clock = clock;
  }

  @Override
  public void start(PluginContext context) {
    this.context = context;
  }

  @Override
  public Reply handle(Call call) throws Exception {
    return switch (call.operation()) {
      case "charge" -> charge(call, Request.parse(json, call.body()));
      case "quote" -> quote(call, Request.parse(json, call.body()));
      case "verify" -> verify(call, Request.parse(json, call.body()));
      default -> throw CallRejected.unknownOperation(call);
    };
  }

  private Reply quote(Call call, Request request) throws Exception {
    var amount = amount(request);
    return reply(new Quote(amount, Fees.of(call.configuration()).on(amount)));
  }

  private Reply charge(Call call, Request request) throws Exception {
    var amount = amount(request);
    var card =
        Card.of(
            request.text("/card/number"),
            request.whole("/card/expiryMonth"),
            request.whole("/card/expiryYear"),
            YearMonth.now(clock));
    var reference = request.text("/reference");
    var fee = Fees.of(call.configuration()).on(amount);
    var authorisation = authorisation(call.tenant(), reference, amount, card);
    Objects.requireNonNull(context, "not started")
        .metrics()
        .record("payment_fee_minor_units", (double) fee);
    var key = call.configuration().secret("apiKey");
    return reply(
        new Charge(
            authorisation,
            "authorised",
            card.brand().label(),
            card.lastFour(),
            new Quote(amount, fee),
            key.isPresent() ? Signature.of(authorisation, key.get()) : null));
  }

  private Reply verify(Call call, Request request) throws Exception {
    var authorisation = request.text("/authorisation");
    var signature = request.text("/signature");
    var key = call.configuration().secret("apiKey");
    return reply(
        new Verification(
            key.isPresent() && Signature.isGenuine(signature, authorisation, key.get())));
  }

  private static Amount amount(Request request) {
    return Amount.of(request.whole("/amount"), request.text("/currency"));
  }

  /// The same charge asked for twice is one: it gets the same number.
  private static String authorisation(String tenant, String reference, Amount amount, Card card) {
    var all = String.join("\n", tenant, reference, amount.toString(), card.number());
    return UUID.nameUUIDFromBytes(all.getBytes(StandardCharsets.UTF_8)).toString();
  }

  private Reply reply(Object body) throws Exception {
    return Reply.bytes("application/json", json.writeValueAsBytes(body));
  }
}
