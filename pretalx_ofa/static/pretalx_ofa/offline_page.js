// Browsers have no service workers in private windows, nor where addresses are not https.
navigator.serviceWorker?.register(document.currentScript.dataset.worker).catch(() => {})
