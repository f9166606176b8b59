package io.github.gatlingllm.gatling;

import io.gatling.http.client.Request;
import io.gatling.http.client.RequestBuilder;
import io.gatling.http.client.uri.Uri;
import io.github.gatlingllm.aws.RequestSigner;
import io.github.gatlingllm.aws.Signature;
import io.netty.handler.codec.http.HttpHeaders;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The signature of a request, put into it by Gatling's client just before the write, so that it
 * covers what is sent.
 *
 * <p>It is made when the request is, which may be well before it is sent; one that has become old
 * by then is made again. Confined to the request's event loop.
 */
final class RequestSignature implements Function<Request, Request> {

  private final RequestSigner signer;
  private final byte[] body;
  private final Set<String> secrets = new LinkedHashSet<>();
  private Signature made;

  private RequestSignature(RequestSigner signer, byte[] body, Request unsigned) {
    this.signer = signer;
    this.body = body;
    this.made = sign(signer, body, unsigned);
    secrets.addAll(made.secrets());
  }

  /**
   * A request that is signed.
   *
   * @param builder all of it but the signature
   * @param body its body
   */
  static Request added(RequestBuilder builder, byte[] body, RequestSigner signer) {
    RequestSignature signature = new RequestSignature(signer, body, builder.build());
    return builder.setSignatureCalculator(signature).build();
  }

  /**
   * What of a request's signatures so far is to be seen nowhere; nothing where it is not signed.
   * One that is made anew may have other credentials, so this is to be asked when it matters.
   */
  static List<String> secrets(Request request) {
    return request.getSignatureCalculator() instanceof RequestSignature signature
        ? List.copyOf(signature.secrets)
        : List.of();
  }

  /** Gatling's client hands over a copy of its own. */
  @Override
  public Request apply(Request sent) {
    if (signer.isOld(made)) {
      // One that is sent again may have the old ones, which the new signature must not cover.
      made.headers().keySet().forEach(sent.getHeaders()::remove);
      made = sign(signer, body, sent);
      secrets.addAll(made.secrets());
    }
    made.headers().forEach(sent.getHeaders()::set);
    return sent;
  }

  private static Signature sign(RequestSigner signer, byte[] body, Request request) {
    Uri uri = request.getUri();
    RequestSigner.Target to =
        new RequestSigner.Target(
            uri.getScheme(),
            uri.getHost(),
            uri.getExplicitPort(),
            uri.getNonEmptyPath(),
            query(uri));
    return signer.sign(to, headers(request.getHeaders()), body);
  }

  private static Map<String, List<String>> headers(HttpHeaders headers) {
    Map<String, List<String>> all = new LinkedHashMap<>();
    headers.names().forEach(name -> all.put(name, headers.getAll(name)));
    return all;
  }

  private static Map<String, List<String>> query(Uri uri) {
    Map<String, List<String>> query = new LinkedHashMap<>();
    uri.getEncodedQueryParams()
        .forEach(
            param ->
                query
                    .computeIfAbsent(decoded(param.getName()), name -> new ArrayList<>())
                    .add(decoded(param.getValue())));
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
