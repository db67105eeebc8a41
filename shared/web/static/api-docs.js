// Shows a desk's OpenAPI document, and sends the form token with what is tried out in the session.
"use strict";
const place = document.getElementById("api");
const token = document.querySelector('meta[name="csrf-token"]').content;
window.SwaggerUIBundle({
  domNode: place,
  url: place.dataset.document,
  deepLinking: false,
  validatorUrl: null,
  requestInterceptor: (request) => {
    request.headers["X-CSRFToken"] = token;
    return request;
  },
});
