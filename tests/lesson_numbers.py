"""What each lesson prints: the numbers that it promises, under what they are about."""

WHOLE = (
    "[[   67.  -134.   278.  -154.   231.]\n"
    " [ -268.   335.  -710.   385.  -462.]\n"
    " [  586.  -770.  1620.  -870.  1074.]\n"
    " [ -468.   585. -1210.   635.  -762.]\n"
    " [  819.  -936.  1942. -1016.  1143.]]"
)
NUMBERS = {
    "00_start_here": {
        "the first convolution": "[[14.  6.]\n [ 6. 12.]]",
        "its first number": "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1",
    },
    "01_max_pooling": {
        "1: 4×4": "[[ 5  7]\n [13 15]]",
        "2: 6×6": "[[ 7  9 11]\n [19 21 23]\n [31 33 35]]",
        "3: a 3×3 window": "[[14 17]\n [32 35]]",
        "4: 5×5, VALID": "VALID:\n[[ 6  8]\n [16 18]]",
        "4: 5×5, SAME": "SAME:\n[[ 6  8  9]\n [16 18 19]\n [21 23 24]]",
        "5: two images": "[[[ 5  7]\n  [13 15]]\n\n [[21 23]\n  [29 31]]]",
        "6: channel 0 of the input": (
            "[[[ 0  3  6  9]\n  [12 15 18 21]\n  [24 27 30 33]\n  [36 39 42 45]]]"
        ),
        "6: channel 0 of the output": "[[[15 21]\n  [39 45]]]",
        "overlapping windows": "[[9 9]\n [9 9]]",
        "−∞ under the padding": "[[-1. -3.]\n [-7. -9.]]",
        "0 under the padding": "[[-1.  0.]\n [ 0.  0.]]",
        "average pooling": "[[2.  3.5]\n [6.5 8. ]]",
        "integers stay integers": (
            "integers\n"
            "avg_pool2d: input holds integers (int64), and avg_pool2d works on floats. Convert "
            "first: input.astype('float32')"
        ),
    },
    "02_convolution": {
        "the asker's run": "-0.95538563\n0.32790133\n-0.00354624\n0.41650501",
        "3×3×5 with 1×1×5": (
            "shape (1, 3, 3, 1)\n[-3. -2. -1.  0.  1.] · [ 1. -2.  0.  3.  1.] = 2.0"
        ),
        "3×3×5 with 3×3×5: one number": "45 products, shape (1, 1, 1, 1)",
        "the sum of the 45 products": "−6 = (−13) + 10 + (−9) + 0 + 6",
        "5×5×5 under VALID": (
            "Each x is a place for the middle of the filter:\nshape (1, 3, 3, 1)"
        ),
        "filter centres under VALID": "Row by row: ..... .xxx. .xxx. .xxx. .....",
        "5×5×5 under SAME": "Under SAME:\nshape (1, 5, 5, 1)",
        "a corner under SAME": (
            "4 dot products lie in the image, at [(0, 0), (0, 1), (1, 0), (1, 1)]"
        ),
        "7 filters": "stride 1     (1, 5, 5, 7)",
        "stride 2": "stride 2     (1, 3, 3, 7)",
        "filter centres with stride 2": "Row by row: x.x.x ..... x.x.x ..... x.x.x",
        "a batch of 10": "ten images   (10, 3, 3, 7)",
        "a bias": (
            "[[ 4. -4.]\n"
            " [-4.  2.]]\n"
            "−4 = 3·1 + 1·0 + 0·1 + 1·2 + 0·1 + 1·0 + 2·0 + 4·0 + 1·1 + bias (−10)"
        ),
        "[1, 10, 10, 10] with [2, 10, 10, 10]": "the question (1, 5, 5, 10)",
        "the four equations": (
            "14 = 4·1 + 3·0 + 1·1 + 2·2 + 1·1 + 0·0 + 1·0 + 2·0 + 4·1\n"
            "6 = 3·1 + 1·0 + 0·1 + 1·2 + 0·1 + 1·0 + 2·0 + 4·0 + 1·1\n"
            "6 = 2·1 + 1·0 + 0·1 + 1·2 + 2·1 + 4·0 + 3·0 + 1·0 + 0·1\n"
            "12 = 1·1 + 0·0 + 1·1 + 2·2 + 4·1 + 1·0 + 1·0 + 0·0 + 2·1"
        ),
        "the kernel flipped": "[[10.  8.]\n [15. 10.]]",
        "the edge map": (
            "[[0. 0. 2. 0. 0.]\n"
            " [0. 0. 2. 0. 0.]\n"
            " [0. 0. 2. 0. 0.]\n"
            " [0. 0. 2. 0. 0.]\n"
            " [0. 0. 2. 0. 0.]]"
        ),
        "padding at the bottom and right": "2 = 2·1 + [0]·1 + [0]·1 + [0]·1",
        "dilation": "135 = 1·1 + 3·1 + 5·1 + 13·1 + 15·1 + 17·1 + 25·1 + 27·1 + 29·1",
        "the photograph": "from 5.25 to 253.2, mean 112.1",
        "the photograph blurred": "from 9.688 to 250.7, mean 111.3",
        "edges of the photograph": "from −296.2 to 373.8, mean −1.21",
    },
    "03_inside_conv2d": {
        "1: integers are refused": (
            "conv2d: input holds integers (int64), and conv2d works on floats. Convert first: "
            "input.astype('float32')"
        ),
        "1: the first output": (
            "−5.37249 = 0·(−0.240801) + 1·0.311865 + 4·(−0.703007) + 5·(−0.574466) + bias 0"
        ),
        "1: all nine outputs": (
            "-5.37249 -6.5789 -7.78531\n-10.1981 -11.4045 -12.6109\n-15.0238 -16.2302 -17.4366"
        ),
        "1: quarters and 3": "[[ 5.5  6.5  7.5]\n [ 9.5 10.5 11.5]\n [13.5 14.5 15.5]]",
        "1: a mean plus 3": "5.5 = 0·0.25 + 1·0.25 + 4·0.25 + 5·0.25 + bias 3",
        "2: 3×3 on 0 … 24": (
            "-3.39622 -3.74551 -4.0948\n-5.14268 -5.49197 -5.84126\n-6.88914 -7.23843 -7.58772"
        ),
        "2: steps to the right and down": "sum -0.349292 and five times that -1.74646",
        "3: weights before and after the first call": "[]\n[(3, 3, 1, 1), (1,)]",
        "3: the given kernel": "[[12. 12. 17.]\n [10. 17. 19.]\n [ 9.  6. 14.]]",
        "4: two images": (
            "[[[ 6.  7.  8.  9.]\n"
            "  [11. 12. 13. 14.]\n"
            "  [16. 17. 18. 19.]\n"
            "  [21. 22. 23. 24.]]\n"
            "\n"
            " [[31. 32. 33. 34.]\n"
            "  [36. 37. 38. 39.]\n"
            "  [41. 42. 43. 44.]\n"
            "  [46. 47. 48. 49.]]]"
        ),
        "4: two means plus 3": "6.0 31.0",
        "5: four filters with relu": "1.75733 0.841839 1.74842 0",
        "5: digit for digit": "[1.7573347  0.84183925 1.7484205  0.        ]",
        "5: the kernel of the seed": (
            "[[-0.08230966 -0.15132892 -0.12760344 -0.38952267]\n"
            " [-0.36398047  0.07347518 -0.08780673  0.46633136]\n"
            " [ 0.19759327 -0.46042526 -0.15406173 -0.34838456]\n"
            " [ 0.33916563 -0.08248386  0.11705655 -0.49948823]]"
        ),
        "5: ones give the sums of the kernel": "[ 0.09046876 -0.6207629  -0.25241536 -0.7710641 ]",
        "5: the output of the layer": "0.0904688 -0.620763 -0.252415 -0.771064",
        "5: the lecture's sums": "the lecture's sums, to six decimals? True",
        "6: the lecture's sums": "the lecture's sums, to six decimals? True",
        "5: the first filter on 0 … 3": "the first filter on the numbers 0 to 3: 1.048702955",
        "6: the shape of the kernel": "(2, 2, 3, 4)",
        "6: three channels": "[ 0.3297621 -0.4498347 -1.0487393 -1.580095 ]",
        "6: red, green and blue": "0.08269787 + 0.06416699 + 0.18289727 = 0.32976213",
        "parameters of 1 filter on 1 channel": "4 + 1 = 5",
        "parameters of 4 filters on 3 channels": "48 + 4 = 52",
        "parameters of 30 filters on 1 channel": "120 + 30 = 150",
        "parameters of 30 filters on 30 channels": "3600 + 30 = 3630",
        "the limit of one channel": (
            "fan-in 4, fan-out 16, limit 0.547723, weights from -0.499488 to 0.466331"
        ),
        "the limit of three channels": (
            "fan-in 12, fan-out 16, limit 0.46291, weights from -0.424052 to 0.461008"
        ),
        "the limit of a large kernel": (
            "fan-in 200, fan-out 800, limit 0.0774597, weights from -0.0774358 to 0.0774518"
        ),
        "the keys of the draw": "43052 1556685636",
        "the random bits": "round 10: 3962986976 397300046 2947618561 361921594",
        "from bits to the first weight": (
            "11101100001101100110000111100000 3564000 0.4248619 -0.08230966"
        ),
        "from bits to the last weight of the block": (
            "00010101100100100111110000111010 1211450 0.1444161 -0.38952267"
        ),
    },
    "04_matrix_product": {
        "step 1: the matrix of the filters": "(8, 3)",
        "step 1: a row": "[ 2.  0. -2.] is row 5: [ 2.  0. -2.]",
        "step 2: the patches": "(1, 2, 3, 8)",
        "step 2: the first patch": (
            "[-6.  2. -3.  5.  6.  1. -4.  4.]\n[-6.  2. -3.  5.  6.  1. -4.  4.]"
        ),
        "step 3: the product": "(1, 2, 3, 3)\nthe same as conv2d? True",
        "one output in both ways": "[12.  3. 12. -8. -5.  0. -5.  6.]\n15.0 and 15.0",
        "the same output explained": (
            "channel 0: 14 = 6·2 + (−4)·(−3) + 5·(−1) + (−5)·1\n"
            "channel 1: 1 = 1·3 + 4·(−2) + 0·0 + 3·2\n"
            "15 = 14 + 1"
        ),
        "products at once": "144 products held at once, 18 outputs",
        "patches in another order": "right? False",
        "both in another order": "right? True",
        "the answer rebuilt": (
            "(1, 28, 28, 8) 19600\nto five decimals? True\nto twelve decimals? False"
        ),
        "the ladder: conv2d_loops": "conv2d_loops    (2, 5, 6, 4) to twelve decimals? True",
        "the ladder: conv2d_windows": "conv2d_windows  (2, 5, 6, 4) to twelve decimals? True",
        "the ladder: conv2d_gemm": "conv2d_gemm     (2, 5, 6, 4) to twelve decimals? True",
        "the ladder: conv2d_fft": "conv2d_fft      (2, 5, 6, 4) to twelve decimals? True",
        "counted 3×3": "3×3: gemm 1.89, fft 4.956, kept 0.27 and 0.342",
        "counted 5×5": "5×5: gemm 5.25, fft 5.384, kept 0.75 and 0.368",
        "counted 7×7": "7×7: gemm 10.29, fft 5.831, kept 1.47 and 0.396",
        "counted 15×15": "15×15: gemm 47.25, fft 7.81, kept 6.75 and 0.516",
        "counted 31×31": "31×31: gemm 201.8, fft 12.71, kept 28.8 and 0.804",
        "a ring": "41\n12\n23\n34",
        "the large filter": "(100, 100, 7) 525 of 210000",
        "the recipe as it was written": "525 of 210000\n0.0000",
        "the recipe with a flipped kernel": (
            "0.9216\n5488 are wrong, 0 of them more than two cells from the edge"
        ),
        "zeros before the transform": "(100, 100, 7) 1.0000",
        "zeros after it": "(100, 100, 7) 0.0000",
    },
    "05_depthwise_convolution": {
        "with the last sum": "conv2d           (1, 1, 2, 1) [ 6. 11.]",
        "without the last sum": "depthwise_conv2d (1, 1, 2, 2) [2. 6.] [4. 5.]",
        "256 in, 512 out": "mult 1 gives 256\nmult 2 gives 512\nmult 3 gives 768",
        "both images the same": "shape (2, 13, 13, 12)\nboth images the same: True",
        "pixel (6, 6)": "pixel (6, 6): 2 2.1 2.2 2.3 3 3.1 3.2 3.3 4 4.1 4.2 4.3",
        "the same filters in conv2d": "conv2d: 9 9.3 9.6 9.9",
        "the number of output channel 7": (
            "output channel 7 holds 3.3\nchannel and filter with this number: 1 3"
        ),
        "channel and filter of output channel 7": "Output 7 = 1·4 + 3: input 1, filter 3.",
        "20×64×64×100 with 5×5×100×10": (
            "shape (20, 64, 64, 1000)\n"
            "328 million bytes\n"
            "small (1, 8, 8, 1000)\n"
            "filters (5, 5, 100, 10) hold 25000 numbers\n"
            "with the biases there are 26000"
        ),
        "a separable convolution": (
            "[16. 55.]\n"
            "step 1, channel 0: 6 = 2·1 + 0·0 + 1·0 + 4·1\n"
            "step 1, channel 1: 5 = 3·0 + 0·1 + 5·1 + (−1)·0\n"
            "step 2: 55 = 6·10 + 5·(−1)"
        ),
        "weights and multiplications": "full      216 216\nseparable 36 + 24 36 + 24",
        "weights from 256 to 512 channels": "1179648 133376\nratio 0.113064",
        "the ratio by the formula": "ratio 0.113064",
        "a separable convolution as a full one": (
            "channel 0 of it: [[10.0, 0.0], [0.0, 10.0]]\n"
            "channel 1 of it: [[0.0, -1.0], [-1.0, 0.0]]\n"
            "the same result: True"
        ),
        "weights in groups": (
            "groups 1 weights 288 shape (1, 5, 5, 8)\n"
            "    the same as depthwise_conv2d: False\n"
            "groups 2 weights 144 shape (1, 5, 5, 8)\n"
            "    the same as depthwise_conv2d: False\n"
            "groups 4 weights 72 shape (1, 5, 5, 8)\n"
            "    the same as depthwise_conv2d: True"
        ),
    },
    "06_transposed_convolution": {
        "the asker's run": WHOLE,
        "the asker's run, stamp by stamp": WHOLE,
        "one stamp": "[[  67. -134.  201.]\n [-268.  335. -402.]\n [ 469. -536.  603.]]",
        "the last sum of stamps": (
            "The sum so far: 5 by 5 grid. Row 0: 67, −134, 278, −154, 231. Row 1: −268, 335, "
            "−710, 385, −462. Row 2: 586, −770, 1620, −870, 1074."
        ),
        "1620 and its four parts": "1620 = (−67)·(−9) + (−77)·(−7) + (−117)·(−3) + (−127)·(−1)",
        "stride and size": (
            "stride 1 gives (4, 4) with 0 zeros\n"
            "stride 2 gives (5, 5) with 0 zeros\n"
            "stride 3 gives (6, 6) with 0 zeros\n"
            "stride 4 gives (7, 7) with 13 zeros"
        ),
        "a gap between stamps": "row 0 with stride 4: 67 -134 201 0 77 -154 231",
        "67 and 603": (
            "as it is: top left 603, right numbers: 4 of 25\n"
            "upside down: top left 201, right numbers: 10 of 25\n"
            "left to right: top left 469, right numbers: 10 of 25\n"
            "both: top left 67, right numbers: 25 of 25"
        ),
        "the matrix": (
            "row 0 as an image:\n"
            "[[-1  2 -3  0  0]\n"
            " [ 4 -5  6  0  0]\n"
            " [-7  8 -9  0  0]\n"
            " [ 0  0  0  0  0]\n"
            " [ 0  0  0  0  0]]\n"
            "all numbers right: True"
        ),
        "the size of the matrix": "(4, 25) transposed (25, 4)",
        "the gradient": "How the score changes with each pixel:\n" + WHOLE,
        "four ways, one result": (
            "slid equals the stamps: True\n"
            "matrix equals the stamps: True\n"
            "change equals the stamps: True\n"
            "gradient equals the stamps: True"
        ),
        "a convolution is not undone": (
            "shape (1, 2, 2, 1)\n[[-33018. -36782.]\n [-49742. -51178.]]"
        ),
        "sizes of a convolution": (
            "from 5 to 2\n"
            "    row 0: 67 -134 278 -154 231\n"
            "from 6 to 2\n"
            "    row 0: 67 -134 278 -154 231 0\n"
            "from 7 to 3"
        ),
        "a size that is wrong": (
            "conv2d_transpose:\n"
            "output_shape has 7 rows and 7 columns.\n"
            "It must be a size that conv2d takes to the input's 2 rows and 2 columns:\n"
            "5 or 6 rows, and 5 or 6 columns"
        ),
        "SAME, 4×4": (
            "[[   67.  -134.   278.  -154.]\n"
            " [ -268.   335.  -710.   385.]\n"
            " [  586.  -770.  1620.  -870.]\n"
            " [ -468.   585. -1210.   635.]]"
        ),
        "SAME, 3×3": "[[  335.  -710.   385.]\n [ -770.  1620.  -870.]\n [  585. -1210.   635.]]",
        "the layer": (
            "valid filters (3, 3, 5, 3) output (1, 9, 15, 5)\n"
            "same filters (3, 3, 5, 3) output (1, 8, 14, 5)"
        ),
        "channels in the wrong order": (
            "conv2d_transpose:\n"
            "filters expect c_in=5 (axis 3 of (3, 3, 3, 5)),\n"
            "input has 3 channels (axis 3 of (1, 4, 7, 3))"
        ),
        "a checkerboard": (
            "Kernel 3×3: 9 by 9 grid. Row 0: 1, 1, 2, 1, 2, 1, 2, 1, 1. Row 1: 1, 1, 2, 1, 2, 1, "
            "2, 1, 1. Row 2: 2, 2, 4, 2, 4, 2, 4, 2, 2."
        ),
        "no checkerboard": (
            "Kernel 4×4: 10 by 10 grid. Row 0: 1, 1, 2, 2, 2, 2, 2, 2, 1, 1. Row 1: 1, 1, 2, 2, "
            "2, 2, 2, 2, 1, 1. Row 2: 2, 2, 4, 4, 4, 4, 4, 4, 2, 2."
        ),
        "a photograph with a checkerboard": "from 4.167 to 255, mean 107.3",
        "a photograph without": "from 6.031 to 244.7, mean 110.4",
    },
    "07_gradients": {
        "the errors and the loss": "[[ 4. -4.]\n [-4.  2.]]\n26",
        "a nudge": "nudge 0.10000: loss 25.950000, change / nudge -0.5000",
        "a small nudge": "nudge 0.00001: loss 25.999980, change / nudge -1.9999",
        "the gradient by the kernel": "[[ -2.   4.   6.]\n [  4.   4. -18.]\n [-14. -12.  16.]]",
        "one slope of the kernel": "4 = 3·4 + 1·(−4) + 1·(−4) + 0·2",
        "six steps downhill": "rate 0.02 → 26, 10.21, 4.398, 2.187, 1.309, 0.9367",
        "steps that are too large": (
            "rate 0.3 → 26, 707.3, 1.025e+05, 7.695e+07, 6.773e+10, 5.995e+13"
        ),
        "the gradient by the image": (
            "[[ 4. -4.  4. -4.]\n [ 4. -2. -8.  2.]\n [-8.  0.  6. -4.]\n [ 0.  0. -4.  2.]]"
        ),
        "stamps that meet": "−2 = 4·1 + (−4)·2 + (−4)·0 + 2·1",
        "the test of the two directions": (
            "⟨conv(x), grad⟩ = 50.308501\n⟨x, convᵀ(grad)⟩ = 50.308501"
        ),
        "the bias": "bias: -2",
        "ReLU": "ReLU: [ 4.  0. -4.  0.]",
        "max pooling with ties": (
            "The gradient: 4 by 4 grid. Row 0: 0, 10, 20, 0. Row 1: 0, 0, 0, 0. Row 2: 30, 0, 0, "
            "0. Row 3: 0, 0, 0, 40."
        ),
        "a tie, nudged": "by nudging: [15.  0. 15. 15.]",
        "a cell that wins four times": "[[0. 0. 0.]\n [0. 4. 0.]\n [0. 0. 0.]]",
        "Dense": (
            "grad @ w.T (2, 3) found by nudging, too: True\n"
            "[[ 1.  0.  3.]\n"
            " [11. -2. 29.]]\n"
            "x.T @ grad (3, 2) found by nudging, too: True\n"
            "[[41. -4.]\n"
            " [52. -5.]\n"
            " [63. -6.]]"
        ),
    },
    "08_fashion_mnist": {
        "net1 layer by layer": (
            "flatten (Flatten)            (None, 784)               0\n"
            " dense (Dense)                (None, 500)               392500\n"
            " dense_1 (Dense)              (None, 500)               250500\n"
            " dense_2 (Dense)              (None, 500)               250500\n"
            " dense_3 (Dense)              (None, 500)               250500\n"
            " dense_4 (Dense)              (None, 10)                5010"
        ),
        "the weights of net1": "Total params: 1,149,010",
        "the weights of net2": "Total params: 14,590",
        "net2, layer 0": "(None, 27, 27, 30)        150",
        "net2, layer 1": "(None, 13, 13, 30)        0",
        "net2, layer 2": "(None, 12, 12, 30)        3630",
        "net2, layer 3": "(None, 6, 6, 30)          0",
        "net2, layer 4": "(None, 1080)              0",
        "net2, layer 5": "(None, 10)                10810",
        "the ratio of the weights": "0.012697887746842934",
        "the shapes of 60,000 pictures": (
            "(60000, 28, 28, 1)\n"
            "(60000, 27, 27, 30)\n"
            "(60000, 13, 13, 30)\n"
            "(60000, 12, 12, 30)\n"
            "(60000, 6, 6, 30)\n"
            "(60000, 1080)\n"
            "(60000, 10)"
        ),
        "the first output of all of them": "5.249 GB",
        "steps": "Steps in an epoch: 1875 and in a test of 10,000: 313",
        "losses": (
            "probability 0.5: loss 0.693147\n"
            "probability 0.1: loss 2.30259\n"
            "probability 0.01: loss 4.60517"
        ),
        "slopes by the scores": "['0.25', '0.25', '-0.5']",
    },
    "09_same_numbers_elsewhere": {
        "channel 0, turned": "Channel 0: 2 by 3 grid. Row 0: 0, 2, 4. Row 1: 6, 8, 10.",
        "a kernel": "(2, 2, 2, 3) becomes (3, 2, 2, 2)",
        "a small kernel in its place": (
            "[:, :, 1, 0] → [0, 1]: 2 by 2 grid. Row 0: 3, 9. Row 1: 15, 21."
        ),
        "four ways to port": (
            "turned: 36 of 36\n"
            "turned and flipped: 12 of 36\n"
            "reshaped only: 1 of 36\n"
            "rows and columns swapped: 3 of 36"
        ),
        "depthwise": (
            "(1, 2, 2, 3) becomes (6, 1, 1, 2)\noutput channel 4: 4.0 10.0 only reshaped: 8.0 9.0"
        ),
        "transposed": "right row 0: 1.0 9.0 -2.0 -5.0\nchannels swapped row 0: 5.0 15.0 -4.0 -8.0",
        "Flatten": "NHWC 0 1 2 3 4 5 6 7 8 9 10 11\nNCHW 0 2 4 6 8 10 1 3 5 7 9 11",
        "Dense after Flatten": (
            "here: 0.5902 -0.2058\ntransposed: 1.1196 0.9557\nturned too: 0.5902 -0.2058"
        ),
        "SAME with a stride": "[[ 35.  47.  35.]\n [107. 119.  83.]\n [141. 151. 131.]]",
        "padding=1": "[[  7.  13.  21.]\n [ 38.  77.  89.]\n [ 74. 149. 161.]]",
        "F.pad for 6×6": "(6, 6) (0, 1, 0, 1)\n    equal: True",
        "F.pad for 6×7": "(6, 7) (1, 1, 0, 1)\n    equal: True",
        "the shift": "Keras cuts out rows 2 to 13: True\nshifted by two: True",
        "mended in PyTorch": "padding=2 leaves (13, 13) and equals Keras: True",
        "mended in TensorFlow": "explicit padding equals PyTorch: True",
        "F.pad that cuts": "F.pad can cut, too: (-2, -3, -2, -3)",
        "a picture of ones": (
            "[[12. 18. 24. 18.]\n [18. 27. 36. 27.]\n [24. 36. 48. 36.]\n [18. 27. 36. 27.]]"
        ),
        "the rest": (
            "moving mean: 0.05 and 0.5\n"
            "Adam's step: 0.240 and 0.990 of the learning rate\n"
            "limits: 0.1581 and 0.0913\n"
            "loss: 0.0360, with softmax twice 0.5743"
        ),
        "the bias along the width": (
            "channel 0 by hand [9. 9.] Keras [9.  9.5]\nchannel 1 by hand [9.5 9.5] Keras [9.  9.5]"
        ),
    },
}
